using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>One lot of an instrument, ready to be revalued under moves of its market.</summary>
public sealed class PricedContract
{
    private const double MsPerDay = 86_400_000.0;
    private const double DaysPerYear = 365.0;
    private const double Nano = 1e9;

    // Multiplier e-8 times lot e-8.
    private const double UnitsScale = 1e16;
    private const double MicroPerUnit = 1e6;

    private readonly ContractStyle style;
    private readonly LossUnit lossIn;
    private readonly OptionKind kind;
    private readonly double strike;
    private readonly double rate;
    private readonly double yield;
    private readonly double microPerPrice;
    private readonly OptionValue atRest;

    /// <param name="instrument">With a pricing model.</param>
    /// <param name="valuationMs">The time the model's prices are of, milliseconds since the Unix epoch.</param>
    public PricedContract(InstrumentModel instrument, long valuationMs)
    {
        Check.That(instrument.Pricing is not null && instrument.Pricing.ReferenceNano > 0);
        PricingModel pricing = instrument.Pricing;
        style = pricing.Style;
        lossIn = pricing.LossIn;
        kind = pricing.Kind;
        strike = pricing.StrikeNano / Nano;
        rate = pricing.RateNano / Nano;
        yield = pricing.YieldNano / Nano;
        Reference = pricing.ReferenceNano / Nano;
        Volatility = pricing.VolatilityNano / Nano;
        Days = Math.Max(instrument.ExpiryMs - valuationMs, 0) / MsPerDay;
        microPerPrice = (double)instrument.MultiplierE8 * instrument.LotE8 / UnitsScale * MicroPerUnit;
        atRest = pricing.IsOption ? Value(Reference, Volatility, Days) : default;
    }

    /// <summary>Price of what the contract is on.</summary>
    public double Reference { get; }

    /// <summary>Annual volatility before any shock.</summary>
    public double Volatility { get; }

    /// <summary>Days to expiry, fractions included; 0 after it.</summary>
    public double Days { get; }

    public bool IsOption => style is ContractStyle.Option or ContractStyle.SpotOption or ContractStyle.InverseOption;

    /// <summary>
    /// What one lot loses, micro of the loss unit, when the price moves by <paramref name="move"/> (relative, at
    /// least -1), volatility becomes <paramref name="volatility"/> and <paramref name="lookAheadDays"/> have passed.
    /// Infinite where a coin that is worth nothing would have to be paid in.
    /// </summary>
    public double LossMicro(double move, double volatility, double lookAheadDays)
    {
        double moved = Reference * (1.0 + move);
        double gain = style switch
        {
            ContractStyle.Linear => Reference * move,
            ContractStyle.InverseFuture => lossIn == LossUnit.Money ? move : move / moved,
            ContractStyle.InverseOption => InverseGain(moved, move, volatility, lookAheadDays),
            _ => Value(moved, volatility, DaysLeft(lookAheadDays)).Price - atRest.Price,
        };
        return -gain * microPerPrice;
    }

    /// <summary>Change of one lot's value, micro of the loss unit, per relative price change at this price.</summary>
    public double DeltaNotionalMicro()
    {
        double slope = style switch
        {
            ContractStyle.Linear => Reference,
            ContractStyle.InverseFuture => lossIn == LossUnit.Money ? 1.0 : 1.0 / Reference,
            ContractStyle.InverseOption => lossIn == LossUnit.Money
                ? (atRest.Delta * Reference) - (atRest.Price * Reference)
                : atRest.Delta - atRest.Price,
            _ => atRest.Delta * Reference,
        };
        return slope * microPerPrice;
    }

    private double DaysLeft(double lookAheadDays) => Days > lookAheadDays ? Days - lookAheadDays : 0.0;

    // In coin: price in coin after minus before. In money: the same at the coin's new price.
    private double InverseGain(double moved, double move, double volatility, double lookAheadDays)
    {
        if (lossIn == LossUnit.Money)
        {
            OptionTerms option = new(kind, strike, DaysLeft(lookAheadDays) / DaysPerYear);
            double money = OptionPricer.Black76(option, moved, volatility, 0.0).Price;
            return money - (atRest.Price * Reference * (1.0 + move));
        }

        if (moved > 0.0)
        {
            return Value(moved, volatility, DaysLeft(lookAheadDays)).Price - atRest.Price;
        }

        return kind == OptionKind.Put && strike > 0.0 ? double.PositiveInfinity : -atRest.Price;
    }

    private OptionValue Value(double price, double volatility, double days)
    {
        OptionTerms option = new(kind, strike, days / DaysPerYear);
        return style switch
        {
            ContractStyle.InverseOption => OptionPricer.Inverse(option, price, volatility),
            ContractStyle.SpotOption => OptionPricer.BlackScholesMerton(option, price, volatility, rate, yield),
            _ => OptionPricer.Black76(option, price, volatility, rate),
        };
    }
}
