using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Margin.Control.Span;

namespace Appliance.Span.Tests;

/// <summary>
/// SPAN margin a second time, in exact fractions and without the code under test: written from the rules of the
/// published examples. It knows delta spreads of two sides, tiers and periods, delivery charges and weighted credits.
/// </summary>
internal sealed class MarginOracle
{
    private readonly SpanModel model;
    private readonly Dictionary<string, Account> accounts = [];

    public MarginOracle(SpanModel model, IEnumerable<SpanPosition> positions)
    {
        this.model = model;
        foreach (SpanPosition position in positions)
        {
            SpanInstrument instrument = model.Instruments[position.Instrument];
            SpanCommodity commodity = model.Commodities[instrument.Commodity];
            if (!accounts.TryGetValue(commodity.Code, out Account? account))
            {
                accounts[commodity.Code] = account = new Account(commodity);
            }

            account.Add(instrument, position.Lots);
        }

        foreach (Account account in accounts.Values)
        {
            account.Scan(model);
            foreach (SpanSpread spread in account.Commodity.IntraSpreads)
            {
                Form(spread, sign => Intra(account, spread, sign));
            }

            account.Deliver();
        }

        foreach (SpanSpread spread in model.InterSpreads.Where(s => s.Method == SpanSpreadMethod.Weighted))
        {
            if (spread.Legs.All(leg => accounts.ContainsKey(leg.Commodity)))
            {
                Form(spread, sign => Inter(spread, sign));
            }
        }
    }

    public IReadOnlyDictionary<string, Account> Accounts => accounts;

    private static void Form(SpanSpread spread, Action<int> form)
    {
        Assert.Equal("", spread.Unsupported);
        form(+1);
        form(-1);
    }

    private static void Intra(Account account, SpanSpread spread, int signOfA)
    {
        Fraction count = spread.Legs
            .Select(leg => account.Left(leg, Sign(leg, signOfA), account.Commodity.IntraTiers) / Ratio(leg))
            .Aggregate(Fraction.Min);
        foreach (SpanLeg leg in spread.Legs)
        {
            account.Take(leg, Sign(leg, signOfA), account.Commodity.IntraTiers, count * Ratio(leg), isIntra: true);
        }

        account.Intra += count * Fraction.Of(spread.RateMicro);
    }

    private void Inter(SpanSpread spread, int signOfA)
    {
        Fraction count = spread.Legs
            .Select(leg => accounts[leg.Commodity].NetLeft(leg, Sign(leg, signOfA)) / Ratio(leg))
            .Aggregate(Fraction.Min);
        foreach (SpanLeg leg in spread.Legs)
        {
            Account account = accounts[leg.Commodity];
            Fraction used = count * Ratio(leg);
            if (used.Sign > 0)
            {
                Fraction rate = new(leg.RateMicro ?? spread.RateMicro, Models.One);
                account.Credit += used * account.PriceRisk / account.Net.Size * rate;
                account.Take(leg, Sign(leg, signOfA), account.Commodity.InterTiers, used, isIntra: false);
                account.CreditedDeltas += used;
            }
        }
    }

    private static int Sign(SpanLeg leg, int signOfA) => leg.Side == SpanSide.A ? signOfA : -signOfA;

    private static Fraction Ratio(SpanLeg leg) => new(leg.RatioMicro, Models.One);

    /// <summary>One combined commodity. Money is micro, deltas are whole.</summary>
    public sealed class Account(SpanCommodity commodity)
    {
        private readonly SortedDictionary<string, Fraction> left = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Fraction> spread = [];
        private readonly Fraction[] losses = [.. Enumerable.Repeat(Fraction.Zero, SpanScenarios.Count)];
        private readonly List<(SpanInstrument Instrument, long Lots)> positions = [];

        public SpanCommodity Commodity => commodity;

        public Fraction Net { get; private set; } = Fraction.Zero;

        public Fraction ScanRisk { get; private set; }

        public Fraction PriceRisk { get; private set; }

        public Fraction Intra { get; set; } = Fraction.Zero;

        public Fraction Delivery { get; private set; } = Fraction.Zero;

        public Fraction Credit { get; set; } = Fraction.Zero;

        public Fraction CreditedDeltas { get; set; } = Fraction.Zero;

        public Fraction OptionValue { get; private set; } = Fraction.Zero;

        public Fraction Requirement => Fraction.Max(ScanRisk + Intra + Delivery - Credit, Minimum());

        public Fraction Initial => Fraction.Max(
            (Requirement * new Fraction(commodity.InitialFactorMicro, Models.One)) - OptionValue, Fraction.Zero);

        public void Add(SpanInstrument instrument, long lots)
        {
            positions.Add((instrument, lots));
            for (int s = 0; s < losses.Length; s++)
            {
                losses[s] += Fraction.Of(instrument.LossesMicro![s]) * Fraction.Of(lots);
            }

            Fraction delta = new Fraction(instrument.DeltaMicro, Models.One) * Fraction.Of(lots);
            left[instrument.Period] = left.GetValueOrDefault(instrument.Period, Fraction.Zero) + delta;
            Net += delta;
            OptionValue += instrument.IsPremiumPaid
                ? Fraction.Of(instrument.ValueMicro) * Fraction.Of(lots)
                : Fraction.Zero;
        }

        public void Scan(SpanModel model)
        {
            int worst = Enumerable.Range(0, losses.Length)
                .Aggregate((a, b) => (losses[b] - losses[a]).Sign > 0 ? b : a);
            ScanRisk = Fraction.Max(losses[worst], Fraction.Zero);
            Fraction half = new(1, 2);
            Fraction moved = (losses[worst] + losses[model.Scenarios[worst].PairedIndex]) * half;
            Fraction time = (losses[0] + losses[1]) * half;
            PriceRisk = Fraction.Min(Fraction.Max(moved - time, Fraction.Zero), ScanRisk);
        }

        public void Deliver()
        {
            foreach (SpanSpotRate rate in commodity.SpotRates)
            {
                foreach (string period in left.Keys.Where(p => p.StartsWith(rate.Period, StringComparison.Ordinal)))
                {
                    Fraction used = spread.GetValueOrDefault(period, Fraction.Zero);
                    Delivery += (used * Fraction.Of(rate.SpreadMicro))
                        + (left[period].Size * Fraction.Of(rate.OutrightMicro));
                }
            }
        }

        public Fraction Left(SpanLeg leg, int sign, IReadOnlyList<SpanTier> tiers) => Periods(leg, tiers)
            .Where(period => left[period].Sign == sign)
            .Aggregate(Fraction.Zero, (sum, period) => sum + left[period].Size);

        public Fraction NetLeft(SpanLeg leg, int sign)
        {
            Fraction sum = Periods(leg, commodity.InterTiers).Aggregate(Fraction.Zero, (s, period) => s + left[period]);
            return sum.Sign == sign && Net.Sign == sign
                ? Fraction.Min(sum.Size, Net.Size - CreditedDeltas)
                : Fraction.Zero;
        }

        public void Take(SpanLeg leg, int sign, IReadOnlyList<SpanTier> tiers, Fraction amount, bool isIntra)
        {
            foreach (string period in Periods(leg, tiers).Where(p => left[p].Sign == sign).ToList())
            {
                Fraction taken = Fraction.Min(amount, left[period].Size);
                left[period] -= taken * Fraction.Of(sign);
                amount -= taken;
                if (isIntra)
                {
                    spread[period] = spread.GetValueOrDefault(period, Fraction.Zero) + taken;
                }
            }

            Assert.Equal(0, amount.Sign);
        }

        private IEnumerable<string> Periods(SpanLeg leg, IReadOnlyList<SpanTier> tiers)
        {
            SpanTier? tier = tiers.FirstOrDefault(t => t.Number == leg.Tier);
            (string first, string last) = (tier?.First ?? "", tier?.Last ?? "");
            if (leg.Tier < 0)
            {
                (first, last) = (leg.Period, leg.Period);
            }

            return left.Keys.Where(p =>
                string.CompareOrdinal(p[..Math.Min(first.Length, p.Length)], first) >= 0
                && (last.Length == 0 || string.CompareOrdinal(p[..Math.Min(last.Length, p.Length)], last) <= 0));
        }

        private Fraction Minimum()
        {
            Fraction sum = Fraction.Zero;
            long calls = positions.Where(p => p.Instrument.IsOption && p.Instrument.IsCall && p.Lots < 0)
                .Sum(p => -p.Lots);
            long puts = positions.Where(p => p.Instrument.IsOption && !p.Instrument.IsCall && p.Lots < 0)
                .Sum(p => -p.Lots);
            foreach (SpanTier tier in commodity.MinimumTiers)
            {
                // Every model here has one minimum tier that holds all periods.
                Assert.Equal("", tier.First + tier.Last);
                bool isGross = commodity.MinimumMethod == SpanMinimumMethod.Gross;
                long counted = isGross ? calls + puts : Math.Max(calls, puts);
                sum += Fraction.Of(counted) * Fraction.Of(tier.RateMicro);
            }

            return sum;
        }
    }
}
