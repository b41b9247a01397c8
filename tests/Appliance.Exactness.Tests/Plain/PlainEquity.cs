using System.Numerics;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Section 6: both valuations of one book.</summary>
internal sealed class PlainEquity(PlainPrices prices, Bend bend)
{
    private static readonly BigInteger One = BigInteger.One << 32;

    public PlainScalar Of(PlainBook book, bool isInitial) => PlainScalar.Of(Exact(book, isInitial));

    public BigInteger Exact(PlainBook book, bool isInitial)
    {
        BigInteger equity = book.Cash, profit = 0;
        foreach ((int i, PlainHolding h) in book.Held)
        {
            InstrumentRisk risk = book.Epoch.Instruments[i];
            if (risk.IsCollateral || risk.IsCombo)
            {
                continue;
            }

            BigInteger worse = prices.Worse(i, h.Q > 0, bend);
            if (risk.IsOption)
            {
                equity += Option(book.Epoch, risk, h, isInitial ? worse : prices.Marks[i]);
            }
            else if (isInitial)
            {
                profit += (h.Q * worse) - h.V;
                equity += h.V;
            }
            else
            {
                equity += (BigInteger)h.Q * prices.Marks[i];
            }
        }

        equity += isInitial ? Weigh(profit, book.Epoch.Parameters) : 0;
        for (int a = 0; a < book.Balances.Length; a++)
        {
            equity += Asset(book, a, isInitial);
        }

        return equity;
    }

    private BigInteger Option(PlainEpoch epoch, InstrumentRisk risk, PlainHolding h, BigInteger value)
    {
        BigInteger whole = h.Q * value;
        BigInteger rate = One - epoch.Underlyings[risk.Underlying].LongOptionHaircutQ32;
        return h.Q <= 0 || bend == Bend.HaircutMissing ? whole
            : PlainMath.Down(whole, rate, bend == Bend.HaircutRoundsUp);
    }

    private BigInteger Weigh(BigInteger profit, RiskParameters p)
    {
        if (profit <= 0 && bend != Bend.LossesWeighedAsProfits)
        {
            return profit;
        }

        BigInteger weighed = PlainMath.Down(profit, p.ProfitWeightQ32, bend == Bend.ProfitWeightRoundsUp);
        return bend == Bend.ProfitCapMissing ? weighed : BigInteger.Min(weighed, p.ProfitCapMicro);
    }

    private BigInteger Asset(PlainBook book, int asset, bool isInitial)
    {
        AssetRisk risk = book.Epoch.Assets[asset];
        BigInteger balance = book.Balances[asset];
        BigInteger price = prices.AssetPrices[asset], average = prices.AssetAverages[asset];
        bool isAveraged = isInitial && bend != Bend.AssetAverageIgnored;
        if (balance >= 0)
        {
            price = isAveraged ? BigInteger.Min(price, average) : price;
            BigInteger value = bend == Bend.AssetValueRoundsUp
                ? PlainMath.CeilDiv(balance * price, 100_000_000)
                : PlainMath.FloorDiv(balance * price, 100_000_000);
            return PlainMath.MinAffine(value, risk.Credit.Span, bend == Bend.CreditRoundsUp);
        }

        price = !isAveraged ? price
            : bend == Bend.DebtAtLowerPrice ? BigInteger.Min(price, average) : BigInteger.Max(price, average);
        BigInteger owed = bend == Bend.DebtRoundsDown
            ? PlainMath.FloorDiv(-balance * price, 100_000_000)
            : PlainMath.CeilDiv(-balance * price, 100_000_000);
        return bend == Bend.DebtNotGrossedUp ? -owed
            : -PlainMath.Up(owed, One + risk.DebtHaircutQ32, bend == Bend.DebtHaircutRoundsDown);
    }
}
