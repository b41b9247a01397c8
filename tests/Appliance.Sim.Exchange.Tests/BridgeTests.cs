using System;
using Appliance.Core;

namespace Appliance.Sim.Exchange.Tests;

public sealed class BridgeTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void A_path_touches_open_high_low_and_close_and_stays_inside(ulong seed)
    {
        Prng prng = new(seed);
        for (int i = 0; i < 5000; i++)
        {
            long low = prng.Between(1, 1_000_000);
            long high = low + prng.Next(prng.Chance(100_000) ? 1 : 100_000);
            Bar bar = new(prng.Between(low, high), high, low, prng.Between(low, high));
            long[] ticks = new long[prng.Between(PriceBridge.TicksPerBarMin, 60)];
            new PriceBridge(prng.Fork((ulong)i), ticks.Length).Fill(i, 3, bar, ticks);
            AssertBridges(bar, ticks, $"seed {seed} case {i} {bar}");
        }
    }

    [Fact]
    public void Every_bar_of_every_scenario_is_touched()
    {
        foreach (string name in Scenario.Names)
        {
            Scenario scenario = Runs.Load(name);
            PriceBridge bridge = new(new Prng(7), scenario.TicksPerBar);
            long[] ticks = new long[scenario.TicksPerBar];
            for (int i = 0; i < scenario.Instruments.Count; i++)
            {
                InstrumentSpec spec = scenario.Instruments[i];
                for (int bar = 0; bar < scenario.Bars.StartsMs.Count; bar++)
                {
                    Bar inTicks = spec.ToTicks(scenario.Bars[spec.Underlying][bar]);
                    bridge.Fill(bar, i, inTicks, ticks);
                    AssertBridges(inTicks, ticks, $"{name} {spec.Symbol} bar {bar} seed 7");
                }
            }
        }
    }

    [Fact]
    public void A_path_depends_on_seed_bar_and_instrument_only()
    {
        Bar bar = new(5000, 9000, 1000, 6000);
        long[] first = Path(1, 4, 2, bar);
        Assert.Equal(first, Path(1, 4, 2, bar));
        Assert.NotEqual(first, Path(2, 4, 2, bar));
        Assert.NotEqual(first, Path(1, 5, 2, bar));
        long[] other = Path(1, 4, 3, bar);
        Assert.NotEqual(first, other);

        // Another instrument turns at the same ticks.
        Assert.True(ShareTick(first, other, bar.Low));
        Assert.True(ShareTick(first, other, bar.High));
    }

    private static bool ShareTick(long[] first, long[] other, long price)
    {
        for (int i = 0; i < first.Length; i++)
        {
            if (first[i] == price && other[i] == price)
            {
                return true;
            }
        }

        return false;
    }

    private static long[] Path(ulong seed, int barIndex, int instrument, Bar bar)
    {
        long[] ticks = new long[24];
        new PriceBridge(new Prng(seed), ticks.Length).Fill(barIndex, instrument, bar, ticks);
        return ticks;
    }

    private static void AssertBridges(Bar bar, long[] ticks, string where)
    {
        Assert.True(ticks[0] == bar.Open && ticks[^1] == bar.Close, where);
        Assert.True(Array.IndexOf(ticks, bar.High) >= 0 && Array.IndexOf(ticks, bar.Low) >= 0, where);
        foreach (long tick in ticks)
        {
            Assert.True(tick >= bar.Low && tick <= bar.High, where);
        }
    }
}
