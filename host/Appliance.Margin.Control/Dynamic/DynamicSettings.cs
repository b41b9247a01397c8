using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>How the margin of one underlying follows its market.</summary>
public sealed record DynamicSettings
{
    public EwmaVolatility Volatility { get; init; } = new();

    public StressQuantile Stress { get; init; } = new() { HorizonPeriods = 8 };

    public LiquidationHorizon Horizon { get; init; } = new();

    public ImpliedVolatilityGap Gap { get; init; } = new();

    public PriceScanRange Range { get; init; } = new();

    public ProcyclicalityRatchet Ratchet { get; init; } = new();

    public Hysteresis Hysteresis { get; init; } = new(Rate.Up(5, 1000).Q32);

    public DepthImpact Impact { get; init; } = new();

    /// <summary>Caps in micro; the default is off.</summary>
    public OpenInterestScaling OpenInterest { get; init; }

    public FundingForecast Funding { get; init; } = new();

    public OracleConfidence Confidence { get; init; } = new(550_000, Rate.One.Q32);
}
