using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// Keeps margin from falling in calm weather only to jump in a storm. In calm the level holds a buffer above what the
/// model asks; rising risk eats the buffer first and raises the level only when it is used up, at once. Cuts go down
/// by at most a fixed step a day and never below the stress floor.
/// </summary>
public sealed record ProcyclicalityRatchet
{
    /// <summary>Buffer of calm times over the model; Q32 fraction of it.</summary>
    public ulong BufferQ32 { get; init; } = Rate.Up(25, 100).Q32;

    /// <summary>Largest cut of one day; Q32.</summary>
    public ulong CutPerDayQ32 { get; init; } = Rate.Down(1, 100).Q32;

    /// <summary>The level never falls below this; Q32.</summary>
    public ulong StressFloorQ32 { get; init; }

    /// <summary>First level: the model's with its buffer.</summary>
    public RatchetState Start(ulong modelQ32, long day)
    {
        ulong level = Math.Max(StressFloorQ32, Buffered(modelQ32));
        return new RatchetState(level, day, level);
    }

    /// <summary>The next level. Days must not run backwards.</summary>
    public RatchetState Next(RatchetState state, ulong modelQ32, long day)
    {
        Check.That(day >= state.Day);
        ulong dayStart = day > state.Day ? state.LevelQ32 : state.DayStartQ32;
        ulong lowest = dayStart > CutPerDayQ32 ? dayStart - CutPerDayQ32 : 0;

        // Anywhere between the model and the model with its buffer is fine; outside, the nearer end is wanted.
        ulong wanted = Math.Clamp(state.LevelQ32, modelQ32, Buffered(modelQ32));
        ulong level = wanted < state.LevelQ32 ? Math.Min(state.LevelQ32, Math.Max(wanted, lowest)) : wanted;
        return new RatchetState(Math.Max(level, StressFloorQ32), day, dayStart);
    }

    private ulong Buffered(ulong modelQ32) =>
        (ulong)FixedPoint.MulCeilWide((Int128)modelQ32, Rate.One.Q32 + BufferQ32);
}
