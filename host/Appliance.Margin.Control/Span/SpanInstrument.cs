namespace Appliance.Margin.Control.Span;

/// <summary>One contract as margin sees it: money is micro per contract, a loss of one long is positive.</summary>
public sealed record SpanInstrument
{
    /// <summary>
    /// EXCHANGE/PHY/FAMILY, EXCHANGE/FUT/FAMILY/PERIOD or EXCHANGE/OOP/FAMILY/PERIOD/C|P/STRIKE; unique.
    /// </summary>
    public required string Symbol { get; init; }

    /// <summary>FAMILYID:CONTRACTID as the clearing house numbers them.</summary>
    public required string ContractId { get; init; }

    public required SpanFamilyKind Kind { get; init; }

    /// <summary>Index into the model's commodities.</summary>
    public required int Commodity { get; init; }

    /// <summary>Contract period as the file writes it.</summary>
    public required string Period { get; init; }

    /// <summary>True for a call; puts and all that is no option are false.</summary>
    public required bool IsCall { get; init; }

    /// <summary>Counts towards net option value: an option whose premium is paid in advance.</summary>
    public required bool IsPremiumPaid { get; init; }

    /// <summary>Value of one contract at the settlement price.</summary>
    public required long ValueMicro { get; init; }

    /// <summary>Value of the underlying of one contract; 0 when the file has no price for it.</summary>
    public required long UnderlyingValueMicro { get; init; }

    /// <summary>Composite delta times the delta scaling factor, e-6, away from zero.</summary>
    public required long DeltaMicro { get; init; }

    /// <summary>Loss of one long contract by scenario; null when there is no array.</summary>
    public required long[]? LossesMicro { get; init; }

    /// <summary>The array was computed here, because the file has none.</summary>
    public bool IsComputed { get; init; }

    public bool IsOption => SpanFamilyKinds.IsOption(Kind);
}
