namespace Appliance.Sim.Oracle;

/// <summary>One leg of a combination: a signed number of lots of an instrument to one lot of it (section 3).</summary>
public readonly record struct OracleLeg(int Instrument, int Ratio);
