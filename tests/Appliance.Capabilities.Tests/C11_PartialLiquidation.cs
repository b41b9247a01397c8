using System;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Oracle;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 11: the size closed cures to btarget and one lot less does not, or the peak is taken.</summary>
public class C11_PartialLiquidation
{
    [Fact]
    public void Just_enough_is_closed_and_no_more_than_helps()
    {
        Prng random = Seeds.Generator("C11");
        int cured = 0, peaks = 0;
        for (int n = 0; n < 60; n++)
        {
            using Trio trio = new();
            trio.Open(1, cash: random.Between(5, 240) * Model.Unit);
            trio.Trade(1, Model.Perp, random.Chance(500_000) ? 10 : -10);
            long cost = random.Next(30 * Model.Unit);
            DeviceResult size = trio.Size(1, Model.Perp, cost);
            OracleSize brute = new OracleSizing(
                trio.Book[1], Model.Perp, trio.Book.Equity(1).Value, cost).BruteForce();
            string repeat = Seeds.Repeat($"C11, case {n}");
            Assert.True(brute.Lots == size.Amount, repeat);
            bool isCured = (size.Flags & DeviceResultFlags.Cured) != 0;
            Assert.True(brute.Cured == isCured, repeat);
            Assert.True(Gap(trio, size.Amount, cost) >= Int128.Zero == isCured, repeat);
            if (size.Amount > 0)
            {
                Assert.True(isCured
                    ? Gap(trio, size.Amount - 1, cost) < Int128.Zero
                    : Gap(trio, size.Amount - 1, cost) < Gap(trio, size.Amount, cost));
            }

            cured += isCured ? 1 : 0;
            peaks += isCured ? 0 : 1;
        }

        Assert.True(cured > 5 && peaks > 5, Seeds.Repeat($"C11, {cured} cured, {peaks} peaks"));
    }

    // What is above the target with x lots closed: g(x) of section 9.
    private static Int128 Gap(Trio trio, long lots, long cost)
    {
        long maintenance = lots == 0 ? trio.Read(1).Maintenance : trio.EvaluateClose(1, Model.Perp, lots).Amount;
        Int128 target = FixedPoint.MulCeilWide(maintenance, trio.Snapshot.Parameters.TargetQ32);
        return trio.Read(1).Equity - ((Int128)cost * lots) - target;
    }
}
