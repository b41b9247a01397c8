using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Sim.Exchange;

/// <summary>
/// What each account owns and wants, as the account itself believes. Positions are those of the trades it saw: the
/// exchange computes no margin and sees no transfer to the backstop.
/// </summary>
internal sealed class Accounts
{
    private const long MicroPerUsdt = 1_000_000;

    private readonly int instrumentCount;
    private readonly long[] positions;
    private readonly long[] targets;
    private readonly AccountState[] states;

    public Accounts(Scenario scenario, int count, Prng prng)
    {
        Count = count;
        FirstTrader = scenario.Makers + 1;
        instrumentCount = scenario.Instruments.Count;
        positions = new long[count * instrumentCount];
        targets = new long[count * instrumentCount];
        states = new AccountState[count];
        Check.That(count > FirstTrader);
        int[] deposits = Weights(scenario.DepositsUsdt);
        int[] leverages = Weights(scenario.LeverageTimes);
        for (int account = 0; account < count; account++)
        {
            ref AccountState state = ref states[account];
            long usdt = account == 0 ? scenario.BackstopCapitalUsdt : scenario.MakerDepositUsdt;
            if (account >= FirstTrader)
            {
                // Between half and one and a half of the class, so that no two accounts break at the same price.
                usdt = scenario.DepositsUsdt[Draw.Index(prng, deposits)].Value;
                state.Leverage = (int)scenario.LeverageTimes[Draw.Index(prng, leverages)].Value;
                state.IsLong = prng.Chance(scenario.LongPpm);
                state.DepositMicro = usdt * prng.Between(MicroPerUsdt / 2, 3 * MicroPerUsdt / 2);
                state.PocketMicro = state.DepositMicro / 100 * scenario.CallResponse.DepositCapPercent;
                continue;
            }

            state.DepositMicro = usdt * MicroPerUsdt;
            state.PocketMicro = long.MaxValue;
        }
    }

    public int Count { get; }

    /// <summary>Accounts below are the backstop and the makers.</summary>
    public int FirstTrader { get; }

    public ref AccountState this[uint account] => ref states[account];

    public ref long Position(uint account, int instrument) =>
        ref positions[((int)account * instrumentCount) + instrument];

    /// <summary>What the account wants to hold when the opening is over, in signed lots.</summary>
    public ref long Target(uint account, int instrument) =>
        ref targets[((int)account * instrumentCount) + instrument];

    public bool IsKnown(uint account) => account < (uint)Count;

    private static int[] Weights(IReadOnlyList<Weighted> list)
    {
        int[] weights = new int[list.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = list[i].Weight;
        }

        return weights;
    }
}

/// <summary>One account apart from its positions.</summary>
internal struct AccountState
{
    public long DepositMicro;

    /// <summary>What it can still pay on calls.</summary>
    public long PocketMicro;
    public int Leverage;
    public bool IsLong;

    /// <summary>The appliance trades it; its owner sends nothing.</summary>
    public bool InLiquidation;

    /// <summary>Handed to the backstop: it never trades again.</summary>
    public bool Defunct;

    public readonly bool MayTrade => !InLiquidation && !Defunct;
}

/// <summary>Seeded choices that several agents make.</summary>
internal static class Draw
{
    /// <summary>An index with probability proportional to its weight.</summary>
    public static int Index(Prng prng, ReadOnlySpan<int> weights)
    {
        long total = 0;
        foreach (int weight in weights)
        {
            total += weight;
        }

        long at = prng.Next(total);
        int index = 0;
        while (at >= weights[index])
        {
            at -= weights[index++];
        }

        return index;
    }

    /// <summary>A price that many ppm above (or below, when negative) another; at least one tick.</summary>
    public static long Shift(long ticks, long ppm) =>
        Math.Max(1, ticks + FixedPoint.FloorDiv(ticks * ppm, 1_000_000));
}
