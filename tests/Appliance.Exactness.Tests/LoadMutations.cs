using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Ways to bring a legal snapshot to a bound of the load checks, or one unit beyond it.</summary>
internal sealed class LoadMutations(Prng random)
{
    private const ulong One = 1UL << 32;

    /// <summary>Every way, by the name of what it touches.</summary>
    public IReadOnlyList<(string Name, Func<RiskSnapshot, RiskSnapshot> Apply)> All() =>
    [
        .. OfParameters().Select(m => (m.Name, On(parameters: m.Change))),
        .. OfUnderlyings().Select(m => (m.Name, On(underlying: m.Change))),
        .. OfInstruments().Select(m => (m.Name, On(instrument: m.Change))),
        .. OfAssets().Select(m => (m.Name, On(asset: m.Change))),
        ("array", Losses),
    ];

    private IEnumerable<(string Name, Func<RiskParameters, RiskParameters> Change)> OfParameters()
    {
        yield return ("phi order", p => p with { PhiInitialQ32 = Near(p.PhiMaintenanceQ32) });
        yield return ("phi rate", p => p with { PhiInitialQ32 = Near(FixedPoint.RateLimitQ32) });
        yield return ("lambda", p => p with { LambdaQ32 = Near(One) });
        yield return ("call", p => p with { CallQ32 = Near(One) });
        yield return ("target", p => p with { TargetQ32 = Near(p.CallQ32) });
        yield return ("target rate", p => p with { TargetQ32 = Near(FixedPoint.RateLimitQ32) });
        yield return ("theta", p => p with { BackstopQ32 = Near(One) });
        yield return ("smmr", p => p with { SpreadToMaintenanceQ32 = Near(One) });
        yield return ("liquidation fee", p => p with { LiquidationFeeQ32 = Near(FixedPoint.RateLimitQ32) });
        yield return ("ba", p => p with { BankruptcyAdjustmentQ32 = Near(FixedPoint.RateLimitQ32) });
        yield return ("profit weight", p => p with { ProfitWeightQ32 = Near(One) });
        yield return ("profit cap", p => p with { ProfitCapMicro = Ends(FixedPoint.MoneyMax) });
    }

    private IEnumerable<(string Name, Func<UnderlyingRisk, UnderlyingRisk> Change)> OfUnderlyings()
    {
        yield return ("mult", u => u with { MultiplierQ32 = Near(One) });
        yield return ("mult rate", u => u with { MultiplierQ32 = Near(FixedPoint.RateLimitQ32) });
        yield return ("basis", u => u with { BasisQ32 = Near(FixedPoint.RateLimitQ32) });
        yield return ("oracle of underlying", u => u with { OracleQ32 = Near(FixedPoint.RateLimitQ32) });
        yield return ("haircut", u => u with { LongOptionHaircutQ32 = Near(One) });
        yield return ("som order", u => u with { ShortOptionInitialMicro = Near(u.ShortOptionMaintenanceMicro) });
        yield return ("som range", u => u with { ShortOptionInitialMicro = Ends(Limits.PerLotLimit - 1) });
        yield return ("som range of maintenance", u => u with { ShortOptionMaintenanceMicro = Ends(0) });
        yield return ("tier", u => u with { TierInitial = Nudge(u.TierInitial) });
        yield return ("tier of maintenance", u => u with { TierMaintenance = Nudge(u.TierMaintenance) });
        yield return ("concentration", u => u with { ConcentrationInitial = Nudge(u.ConcentrationInitial) });
        yield return ("tier end", u => u with { TierInitial = Extreme(u.TierInitial) });
        yield return ("concentration length", u => u with { ConcentrationInitial = Long(u.ConcentrationInitial) });
    }

    private IEnumerable<(string Name, Func<InstrumentRisk, InstrumentRisk> Change)> OfInstruments()
    {
        yield return ("expiry", i => i with { Expiry = (int)Ends(Limits.GroupExpiriesMax - 1) });
        yield return ("underlying", i => i.IsLinear ? i : i with { Underlying = (int)random.Between(-1, 4) });
        yield return ("funding", i => i with
        {
            FundingQ32 = (random.Chance(500_000) ? 1 : -1) * Near((long)FixedPoint.RateLimitQ32),
        });
        yield return ("lot requirement order", i => i with { ShortLotInitialMicro = Near(i.ShortLotMaintenanceMicro) });
        yield return ("lot requirement range", i => i with { ShortLotInitialMicro = Ends(Limits.PerLotLimit - 1) });
        yield return ("standard", i => i with { StandardInitial = Nudge(i.StandardInitial) });
        yield return ("standard end", i => i with { StandardMaintenance = Extreme(i.StandardMaintenance) });
        yield return ("collateral", i => i with { IsCollateral = !i.IsCollateral });
        yield return ("legs", i => i.IsCombo ? i with { Legs = Spoil(i.Legs.ToArray()) } : i);
        yield return ("legs of a plain one", i => i with { Legs = new ComboLeg[] { new(0, 1), new(1, -1) } });
    }

    private IEnumerable<(string Name, Func<AssetRisk, AssetRisk> Change)> OfAssets()
    {
        yield return ("asset price", a => a with { PriceMicro = Ends(Limits.PerLotLimit - 1) });
        yield return ("omega", a => a with { WrongWayQ32 = Near(One) });
        yield return ("debt haircut", a => a with { DebtHaircutQ32 = Near(FixedPoint.RateLimitQ32) });
        yield return ("oracle of asset", a => a with { OracleQ32 = Near(FixedPoint.RateLimitQ32) });
        yield return ("wrong-way underlying", a => a with { WrongWayUnderlying = (int)random.Between(-2, 4) });
        yield return (
            "lot units", a => a with { LotUnits = random.Chance(500_000) ? Near(1) : Near(FixedPoint.MoneyMax) });
        yield return ("risk instrument", a => a with { RiskInstrument = (int)random.Between(-2, 10) });
        yield return ("credit slope", a => a with { Credit = Segment(a.Credit, s => s with { SlopeQ32 = Near(One) }) });
        yield return ("credit offset", a => a with
        {
            Credit = Segment(a.Credit, s => s with { OffsetMicro = Ends(FixedPoint.MoneyMax) }),
        });
        yield return ("credit length", a => a with { Credit = Long(a.Credit) });
    }

    private Func<RiskSnapshot, RiskSnapshot> On(
        Func<RiskParameters, RiskParameters>? parameters = null,
        Func<UnderlyingRisk, UnderlyingRisk>? underlying = null,
        Func<InstrumentRisk, InstrumentRisk>? instrument = null,
        Func<AssetRisk, AssetRisk>? asset = null) => source =>
        SnapshotCopy.Of(
            source,
            parameters,
            OneOf(source.Underlyings, underlying),
            OneOf(source.Instruments, instrument),
            OneOf(source.Assets, asset));

    // Changes one of them and leaves the others alone.
    private Func<T, T>? OneOf<T>(T[] all, Func<T, T>? change)
        where T : class
    {
        if (change is null || all.Length == 0)
        {
            return null;
        }

        T chosen = all[random.Next(all.Length)];
        return item => ReferenceEquals(item, chosen) ? change(item) : item;
    }

    private RiskSnapshot Losses(RiskSnapshot source)
    {
        RiskSnapshot copy = SnapshotCopy.Of(source);
        int[] own = [.. Enumerable.Range(0, source.Instruments.Length).Where(i => !source.Instruments[i].IsLinear)];
        if (own.Length > 0)
        {
            Span<long> losses = copy.Losses(own[random.Next(own.Length)]);
            int at = random.Chance(300_000) ? 0 : (int)random.Next(losses.Length);
            losses[at] = at == 0 ? random.Between(-1, 1)
                : (random.Chance(500_000) ? 1 : -1) * Near(Limits.PerLotLimit);
        }

        return copy;
    }

    private ulong Near(ulong bound) => bound + (ulong)random.Next(3) - (bound == 0 ? 0UL : 1UL);

    private long Near(long bound) => bound + random.Between(-1, 1);

    private long Ends(long highest) => random.Chance(500_000) ? Near(highest) : random.Between(-1, 1);

    private ReadOnlyMemory<AffineSegment> Segment(
        ReadOnlyMemory<AffineSegment> table, Func<AffineSegment, AffineSegment> change)
    {
        AffineSegment[] segments = table.ToArray();
        if (segments.Length > 0)
        {
            int at = (int)random.Next(segments.Length);
            segments[at] = change(segments[at]);
        }

        return segments;
    }

    // By one unit of slope or offset, either way.
    private ReadOnlyMemory<AffineSegment> Nudge(ReadOnlyMemory<AffineSegment> table) => Segment(table, s =>
        random.Chance(500_000)
            ? s with { SlopeQ32 = Math.Min(Near(s.SlopeQ32), FixedPoint.RateLimitQ32 - 1) }
            : s with { OffsetMicro = Math.Clamp(Near(s.OffsetMicro), 0, FixedPoint.MoneyMax) });

    private ReadOnlyMemory<AffineSegment> Extreme(ReadOnlyMemory<AffineSegment> table) => Segment(table, s =>
        random.Chance(500_000)
            ? s with { SlopeQ32 = Near(FixedPoint.RateLimitQ32) }
            : s with { OffsetMicro = Ends(FixedPoint.MoneyMax) });

    // To the largest number of lines, or one more; lines that say nothing.
    private ReadOnlyMemory<AffineSegment> Long(ReadOnlyMemory<AffineSegment> table)
    {
        AffineSegment[] segments = new AffineSegment[Limits.AffineSegmentsMax + random.Next(2)];
        table.Span[..Math.Min(table.Length, segments.Length)].CopyTo(segments);
        return segments;
    }

    private ReadOnlyMemory<ComboLeg> Spoil(ComboLeg[] legs)
    {
        int at = (int)random.Next(legs.Length);
        switch (random.Next(5))
        {
            case 0:
                return legs.AsMemory(0, 1);
            case 1:
                return legs.Concat(legs).Concat(legs).Take(5).ToArray();
            case 2:
                legs[at] = legs[at] with { Ratio = random.Chance(300_000) ? 0 : (int)Near(Limits.ComboRatioMax) };
                return legs;
            case 3:
                legs[at] = legs[at] with { Instrument = legs[(at + 1) % legs.Length].Instrument };
                return legs;
            default:
                legs[at] = legs[at] with { Instrument = (int)random.Between(-1, 12) };
                return legs;
        }
    }
}
