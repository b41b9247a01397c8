namespace Appliance.Margin.Control.Span;

/// <summary>What one position adds to its combined commodity.</summary>
/// <param name="Instrument">The contract.</param>
/// <param name="Lots">Negative when short.</param>
/// <param name="DeltaMicro">Lots times scaled composite delta, e-6.</param>
/// <param name="LossMicro">Loss in the commodity's worst scenario; negative is a gain.</param>
/// <param name="OptionValueMicro">Lots times value of an option whose premium is paid in advance; else 0.</param>
public sealed record SpanPositionMargin(
    SpanInstrument Instrument, long Lots, long DeltaMicro, long LossMicro, long OptionValueMicro);
