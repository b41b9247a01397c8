using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Machine.Tests;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 12: who is liquidated first follows from equity, requirement and id alone.</summary>
public class C12_Fairness
{
    // Equity of accounts 1 to 6 with ten lots each; two pairs are equal. At a mark of 80 it is 200 less, and 200.00001
    // is needed.
    private static readonly long[] Deposits = [420, 380, 400, 380, 410, 400];

    [Fact]
    public void The_order_does_not_depend_on_who_came_first()
    {
        Prng random = Seeds.Generator("C12");
        uint[] accounts = [1, 2, 3, 4, 5, 6];
        List<uint> expected = [2, 4, 3, 6];
        for (int n = 0; n < 12; n++)
        {
            Assert.True(expected.SequenceEqual(Run(accounts)), Seeds.Repeat($"C12, {string.Join(' ', accounts)}"));
            random = Shuffle(random, accounts);
        }
    }

    [Fact]
    public void The_ranking_of_deleveraging_does_not_either()
    {
        Prng random = Seeds.Generator("C12 ranking");
        AdlCandidate[] ranked = [.. Enumerable.Range(0, 30).Select(k => new AdlCandidate((uint)k, 1 + (k % 4), k % 5))];
        AdlQueue.Rank(ranked);
        AdlCandidate[] again = [.. ranked];
        for (int n = 0; n < 20; n++)
        {
            random = Shuffle(random, again);
            AdlQueue.Rank(again);
            Assert.True(ranked.SequenceEqual(again), Seeds.Repeat("C12 ranking"));
        }
    }

    private static List<uint> Run(uint[] order)
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(7, 1_000_000_000_000);
        foreach (uint account in order)
        {
            rig.Deposit(account, Deposits[account - 1] * Model.Unit);
            rig.Trade(account, 7, 10, RigOptions.FirstMark);
        }

        Assert.Empty(rig.Liquidated);
        rig.Mark(80 * Model.Unit);
        rig.Settle();
        return rig.Liquidated;
    }

    private static Prng Shuffle<T>(Prng random, T[] items)
    {
        for (int k = items.Length - 1; k > 0; k--)
        {
            int other = (int)random.Next(k + 1);
            (items[k], items[other]) = (items[other], items[k]);
        }

        return random;
    }
}
