namespace Appliance.Margin.Control;

/// <summary>What the ratchet remembers of one rate.</summary>
/// <param name="LevelQ32">The level in force.</param>
/// <param name="Day">Day of the last step, counted by the caller.</param>
/// <param name="DayStartQ32">Level when that day began: cuts of the day are counted from it.</param>
public readonly record struct RatchetState(ulong LevelQ32, long Day, ulong DayStartQ32);
