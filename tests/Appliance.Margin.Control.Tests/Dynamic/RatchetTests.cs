using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

public sealed class RatchetTests
{
    private static readonly ProcyclicalityRatchet Ratchet = new()
    {
        BufferQ32 = Rate.Up(1, 4).Q32,
        CutPerDayQ32 = Percent(1),
        StressFloorQ32 = Percent(8),
    };

    [Fact]
    public void The_buffer_takes_a_rise_before_the_level_does()
    {
        RatchetState state = Ratchet.Start(Percent(12), 0);
        Assert.Equal(Percent(15), state.LevelQ32);
        Assert.Equal(Percent(15), Ratchet.Next(state, Percent(15), 0).LevelQ32);
        Assert.Equal(Percent(18), Ratchet.Next(state, Percent(18), 0).LevelQ32);
    }

    [Fact]
    public void Cuts_take_a_step_a_day_however_often_it_is_asked()
    {
        RatchetState state = Ratchet.Start(Percent(16), 10);
        Assert.Equal(Percent(20), state.LevelQ32);
        for (int hour = 0; hour < 24; hour++)
        {
            state = Ratchet.Next(state, Percent(4), 11);
        }

        Assert.Equal(Percent(19), state.LevelQ32);
        for (int day = 12; day < 60; day++)
        {
            state = Ratchet.Next(state, Percent(4), day);
        }

        Assert.Equal(Percent(8), state.LevelQ32);
    }

    [Fact]
    public void A_cut_stops_at_the_model_with_its_buffer()
    {
        RatchetState state = Ratchet.Start(Percent(16), 0);
        for (int day = 1; day < 60; day++)
        {
            state = Ratchet.Next(state, Percent(12), day);
        }

        Assert.Equal(Percent(15), state.LevelQ32);
    }

    [Fact]
    public void Any_path_keeps_the_level_above_the_model_and_its_falls_within_the_step()
    {
        Prng prng = TestSeed.Generator("ratchet");
        for (int round = 0; round < 200; round++)
        {
            RatchetState state = Ratchet.Start(Percent((int)prng.Between(1, 60)), 0);
            long day = 0;
            ulong dayStart = state.LevelQ32;
            for (int step = 0; step < 100; step++)
            {
                ulong model = (ulong)prng.Next(1L << 31);
                long nextDay = day + prng.Next(3);
                dayStart = nextDay > day ? state.LevelQ32 : dayStart;
                day = nextDay;
                state = Ratchet.Next(state, model, day);
                string what = TestSeed.Repeat($"ratchet {step}");
                Assert.True(state.LevelQ32 >= model && state.LevelQ32 >= Ratchet.StressFloorQ32, what);
                Assert.True(state.LevelQ32 + Ratchet.CutPerDayQ32 >= dayStart, what);
            }
        }
    }

    [Fact]
    public void Hysteresis_keeps_what_is_within_a_step()
    {
        Hysteresis hysteresis = new(100);
        Assert.Equal(1_000UL, hysteresis.Next(1_000, 1_100));
        Assert.Equal(1_000UL, hysteresis.Next(1_000, 900));
        Assert.Equal(1_101UL, hysteresis.Next(1_000, 1_101));
        Assert.Equal(899UL, hysteresis.Next(1_000, 899));
    }

    private static ulong Percent(int percent) => (ulong)percent << 28;
}
