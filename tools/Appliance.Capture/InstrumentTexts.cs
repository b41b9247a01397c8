namespace Appliance.Capture;

/// <summary>The instrument as the command line names it.</summary>
public sealed record InstrumentTexts(string Symbol, string Tick, string Lot);
