using Appliance.Margin.Control;

namespace Appliance.Host.Configuration;

/// <summary>The <c>pricing</c> object of an option or a coin-settled future.</summary>
internal static class PricingReader
{
    private const long PriceNanoMax = 1_000_000_000_000_000_000;
    private const long VolatilityNanoMax = (long)ImpliedVolatility.VolatilityMax * 1_000_000_000;
    private const long RateNanoMax = 1_000_000_000;
    private const int Nano = -9;

    private static readonly string[] StyleNames = ["inverseFuture", "option", "spotOption", "inverseOption"];

    private static readonly ContractStyle[] Styles =
    [
        ContractStyle.InverseFuture, ContractStyle.Option, ContractStyle.SpotOption, ContractStyle.InverseOption,
    ];

    public static PricingModel Read(ConfigReader reader)
    {
        ContractStyle style = Styles[reader.Choice("style", StyleNames)];
        bool isOption = style != ContractStyle.InverseFuture;
        bool isInCoin = style is ContractStyle.InverseFuture or ContractStyle.InverseOption;
        PricingModel pricing = new()
        {
            Style = style,
            ReferenceNano = reader.Mantissa("reference", Nano, 1, PriceNanoMax),
            Kind = isOption ? (OptionKind)reader.Choice("kind", "call", "put") : OptionKind.Call,
            StrikeNano = isOption ? reader.Mantissa("strike", Nano, 0, PriceNanoMax) : 0,
            VolatilityNano = isOption ? reader.Mantissa("volatility", Nano, 0, VolatilityNanoMax) : 0,
            RateNano = isInCoin ? 0 : reader.Mantissa("rate", Nano, -RateNanoMax, RateNanoMax),
            YieldNano = style == ContractStyle.SpotOption
                ? reader.Mantissa("dividendYield", Nano, -RateNanoMax, RateNanoMax)
                : 0,
            LossIn = isInCoin ? (LossUnit)reader.Choice("lossIn", "money", "coin") : LossUnit.Money,
        };
        reader.Close();
        return pricing;
    }
}
