namespace Appliance.Sim.Explain;

/// <summary>Working lots of one instrument and side that have the same order reserve.</summary>
/// <param name="Instrument">Index in the snapshot.</param>
/// <param name="Side">+1 buy, -1 sell.</param>
/// <param name="Lots">At least 1.</param>
/// <param name="ReserveMicro">Order reserve per lot, micro.</param>
public readonly record struct WorkingLots(int Instrument, int Side, long Lots, long ReserveMicro);
