using System;
using System.Collections.Generic;
using System.IO;
using Appliance.Host.Composition;
using Appliance.Host.Configuration;
using Appliance.Host.Running;
using Appliance.Margin;
using Appliance.Margin.Control;

namespace Appliance.Host.Tests;

/// <summary>Options and coin-settled futures in a configuration.</summary>
public sealed class PricedInstrumentTests : IDisposable
{
    private const string Terms =
        "\"tickSize\": \"5\", \"lotSize\": \"0.01\", \"multiplier\": \"1\", \"minQty\": 1, \"maxQty\": 1000, "
        + "\"maxNotional\": \"1000000\", \"collarBand\": \"0.5\", \"positionLimit\": 10000, "
        + "\"staleAfterMs\": 120000, \"tau\": \"0.02\"";

    private const string Option =
        "\"style\": \"option\", \"reference\": \"60000\", \"kind\": \"put\", \"strike\": \"54000.5\", "
        + "\"volatility\": \"0.62\", \"rate\": \"-0.01\"";

    private readonly string folder = Directory.CreateTempSubdirectory("appliance-priced-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_option_is_read_and_carries_its_array()
    {
        EffectiveConfig config = Load(Text(Option)).Config!;
        InstrumentModel option = config.Risk.Instruments[0];
        Assert.Equal(1_780_000_000_000, config.Risk.ValuationMs);
        Assert.Equal(1_782_592_000_000, option.ExpiryMs);
        Assert.Equal(
            new PricingModel
            {
                Style = ContractStyle.Option,
                Kind = OptionKind.Put,
                StrikeNano = 54_000_500_000_000,
                ReferenceNano = 60_000_000_000_000,
                VolatilityNano = 620_000_000,
                RateNano = -10_000_000,
            },
            option.Pricing);
        Assert.Equal("span-16", config.Risk.Underlyings[0].Grid.Name);
        RiskSnapshot snapshot = SnapshotBuilder.Build(config.Risk, config.JointTable);
        Assert.True(snapshot.Instruments[0] is { IsOption: true, IsLinear: false, Expiry: 1 });
        Assert.NotEqual(0, snapshot.Losses(0)[RiskProfile.DeltaUp]);
    }

    [Fact]
    public void Coin_settled_contracts_and_spot_options_are_read()
    {
        const string future = "\"style\": \"inverseFuture\", \"reference\": \"60000\", \"lossIn\": \"coin\"";
        PricingModel pricing = Load(Text(future)).Config!.Risk.Instruments[0].Pricing!;
        Assert.Equal((ContractStyle.InverseFuture, LossUnit.Coin), (pricing.Style, pricing.LossIn));
        Assert.False(pricing.IsOption);

        string spot = Option.Replace("\"option\"", "\"spotOption\"", StringComparison.Ordinal);
        pricing = Load(Text(spot + ", \"dividendYield\": \"0.015\"")).Config!.Risk.Instruments[0].Pricing!;
        Assert.Equal((ContractStyle.SpotOption, 15_000_000), (pricing.Style, pricing.YieldNano));
    }

    [Fact]
    public void Every_fault_of_a_pricing_object_is_named()
    {
        const string bad =
            "\"style\": \"option\", \"reference\": \"0\", \"kind\": \"straddle\", \"strike\": \"-1\", "
            + "\"volatility\": \"33\", \"rate\": \"2\", \"lossIn\": \"coin\"";
        Assert.Equal(
            [
                "risk.instruments[0].pricing.reference: \"0\" is out of range",
                "risk.instruments[0].pricing.kind: \"straddle\" is none of call, put",
                "risk.instruments[0].pricing.strike: \"-1\" is out of range",
                "risk.instruments[0].pricing.volatility: \"33\" is out of range",
                "risk.instruments[0].pricing.rate: \"2\" is out of range",
                "risk.instruments[0].pricing.lossIn: unknown key; known here: style, reference, kind, strike, "
                    + "volatility, rate",
            ],
            Load(Text(bad)).Faults);
        Assert.Equal(
            "risk.instruments[0].expiryMs: is missing; an option has an expiry",
            Assert.Single(LoadWithout("\"expiryMs\": 1782592000000,").Faults));
        Assert.Equal(
            "risk.valuationMs: is missing; instruments with a pricing object are valued at this time",
            Assert.Single(LoadWithout("\"valuationMs\": 1780000000000,").Faults));
    }

    [Fact]
    public void A_run_refuses_what_it_would_not_revalue()
    {
        EffectiveConfig config = Load(Text(Option)).Config!;
        UsageException refusal = Assert.Throws<UsageException>(() => Assembly.Build(config, scenario: null!));
        Assert.Equal("BTC-P: a run does not revalue options or coin-settled contracts", refusal.Message);
    }

    private static string Text(string pricing) =>
        "{ \"risk\": { \"valuationMs\": 1780000000000, \"underlyings\": [ { \"name\": \"BTC\", \"grid\": \"span-16\", "
        + "\"priceScanRange\": \"0.15\", \"multiplier\": \"1\", \"basis\": \"0.01\", \"tierInitial\": [], "
        + "\"tierMaintenance\": [], \"concentrationInitial\": [], \"concentrationMaintenance\": [], "
        + "\"shortOptionInitial\": \"0\", \"shortOptionMaintenance\": \"0\" } ], "
        + "\"instruments\": [ { \"symbol\": \"BTC-P\", \"securityId\": 1, \"underlying\": \"BTC\", "
        + $"\"expiryMs\": 1782592000000, {Terms}, \"pricing\": {{ {pricing} }} }} ] }} }}";

    private ConfigLoad LoadWithout(string member) =>
        Load(Text(Option).Replace(member, "", StringComparison.Ordinal));

    private ConfigLoad Load(string text)
    {
        string file = Path.Combine(folder, "user.jsonc");
        File.WriteAllText(file, text);
        return ConfigLoader.Load(file, new Dictionary<string, string>(), []);
    }
}
