using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>The snapshot that a stream runs on, from epoch to epoch. A seed and a profile say everything.</summary>
internal sealed class World
{
    private readonly Simplify without;

    public World(RiskProfile profile, ulong seed, Simplify without = Simplify.None)
    {
        this.without = without;
        Prng random = new(seed);
        Shape = Shape.Draw(random, profile);
        Snapshot = Simplified(Snapshots.Make(random, Shape));
    }

    public Shape Shape { get; }

    /// <summary>The newest epoch.</summary>
    public RiskSnapshot Snapshot { get; private set; }

    /// <summary>Makes the epoch a step asks for.</summary>
    public void Apply(in Step step)
    {
        if (step.IsTables)
        {
            RiskSnapshot next = Simplified(Snapshots.Next(new Prng(step.TablesSeed), Shape, Snapshot));
            if (next.Epoch != Snapshot.Epoch + 1)
            {
                next.Follow(Snapshot);
            }

            Snapshot = next;
        }
        else
        {
            Snapshot.NextEpoch(step.Rearrayed, step.ContractValue);
        }
    }

    /// <summary>What is particular about the snapshot, for the reader of a report.</summary>
    public IEnumerable<string> Describe()
    {
        RiskParameters p = Snapshot.Parameters;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"K {Snapshot.Profile.TailCount} {p.Tail} lambda {p.LambdaQ32} phi {p.PhiInitialQ32}/{p.PhiMaintenanceQ32}")
            + $" call {p.CallQ32} target {p.TargetQ32} profit {p.ProfitWeightQ32} cap {p.ProfitCapMicro}";
        foreach (UnderlyingRisk u in Snapshot.Underlyings)
        {
            yield return $"{u.Name}: mult {u.MultiplierQ32} basis {u.BasisQ32} som {u.ShortOptionInitialMicro}/"
                + $"{u.ShortOptionMaintenanceMicro} haircut {u.LongOptionHaircutQ32} oracle {u.OracleQ32}"
                + $" tier {Text(u.TierInitial)}/{Text(u.TierMaintenance)}"
                + $" conc {Text(u.ConcentrationInitial)}/{Text(u.ConcentrationMaintenance)}";
        }

        for (int i = 0; i < Snapshot.Instruments.Length; i++)
        {
            InstrumentRisk r = Snapshot.Instruments[i];
            string kind = r.IsCombo
                ? "combo of " + string.Join(' ', r.Legs.ToArray().Select(l => $"{l.Ratio}*{l.Instrument}"))
                : r.IsCollateral ? "collateral" : r.IsOption ? "option" : r.IsLinear ? "linear" : "other";
            Span<long> losses = Snapshot.Losses(i);
            yield return $"{i} {r.Symbol}: {kind} of U{r.Underlying} expiry {r.Expiry} cvE {Snapshot.ArrayedAtMicro(i)}"
                + $" delta {losses[30]}/{losses[31]} funding {r.FundingQ32} std {Text(r.StandardInitial)}/"
                + $"{Text(r.StandardMaintenance)} short lot {r.ShortLotInitialMicro}/{r.ShortLotMaintenanceMicro}";
        }

        foreach (AssetRisk a in Snapshot.Assets)
        {
            yield return $"{a.Name}: price {a.PriceMicro} credit {Text(a.Credit)} debt {a.DebtHaircutQ32} wrong way"
                + $" U{a.WrongWayUnderlying} long {a.IsWrongWayLong} {a.WrongWayQ32} oracle {a.OracleQ32}"
                + $" carried by {a.RiskInstrument} lots of {a.LotUnits}";
        }
    }

    private static string Text(ReadOnlyMemory<AffineSegment> table) =>
        "{" + string.Join(", ", table.ToArray().Select(s => $"{s.SlopeQ32}:{s.OffsetMicro}")) + "}";

    private bool Lacks(Simplify part) => (without & part) != 0;

    private RiskSnapshot Simplified(RiskSnapshot source)
    {
        if (without == Simplify.None)
        {
            return source;
        }

        RiskSnapshot copy = SnapshotCopy.Of(source, Parameters, Underlying, Instrument, Asset);
        for (int i = 0; i < copy.Instruments.Length; i++)
        {
            Blank(copy.Losses(i));
        }

        for (int u = 0; u < copy.Underlyings.Length; u++)
        {
            Blank(copy.LossShocksQ32(u));
        }

        for (int i = 0; i < copy.Instruments.Length; i++)
        {
            if (copy.Instruments[i].IsCombo)
            {
                copy.ArrayCombo(i);
            }
        }

        return copy;
    }

    private void Blank(Span<long> losses)
    {
        if (Lacks(Simplify.NoBucketLosses))
        {
            losses[..RiskProfile.BucketScenarios].Clear();
        }

        if (Lacks(Simplify.NoJointLosses))
        {
            losses[RiskProfile.BucketEntries..].Clear();
        }
    }

    private RiskParameters Parameters(RiskParameters p)
    {
        p = Lacks(Simplify.NoProfitRules)
            ? p with { ProfitWeightQ32 = Rate.One.Q32, ProfitCapMicro = FixedPoint.MoneyMax } : p;
        ulong one = Rate.One.Q32;
        return Lacks(Simplify.NoFactors)
            ? p with { LambdaQ32 = one, PhiInitialQ32 = one, PhiMaintenanceQ32 = one, CallQ32 = one, TargetQ32 = one }
            : p;
    }

    private UnderlyingRisk Underlying(UnderlyingRisk u)
    {
        AffineSegment[] none = [];
        u = Lacks(Simplify.NoTables) ? u with
        {
            TierInitial = none,
            TierMaintenance = none,
            ConcentrationInitial = none,
            ConcentrationMaintenance = none,
        } : u;
        u = Lacks(Simplify.NoShortMinimum)
            ? u with { ShortOptionInitialMicro = 0, ShortOptionMaintenanceMicro = 0 }
            : u;
        return u with
        {
            BasisQ32 = Lacks(Simplify.NoBasis) ? 0 : u.BasisQ32,
            MultiplierQ32 = Lacks(Simplify.NoFactors) ? Rate.One.Q32 : u.MultiplierQ32,
            OracleQ32 = Lacks(Simplify.NoOracle) ? 0 : u.OracleQ32,
            LongOptionHaircutQ32 = Lacks(Simplify.NoHaircuts) ? 0 : u.LongOptionHaircutQ32,
        };
    }

    private InstrumentRisk Instrument(InstrumentRisk i)
    {
        AffineSegment[] none = [];
        i = Lacks(Simplify.NoStandard) ? i with
        {
            StandardInitial = none,
            StandardMaintenance = none,
            ShortLotInitialMicro = 0,
            ShortLotMaintenanceMicro = 0,
        } : i;
        return Lacks(Simplify.NoFunding) ? i with { FundingQ32 = 0 } : i;
    }

    private AssetRisk Asset(AssetRisk a)
    {
        AffineSegment[] whole = [new(Rate.One.Q32, 0)];
        return a with
        {
            Credit = Lacks(Simplify.NoCredit) ? whole : a.Credit,
            DebtHaircutQ32 = Lacks(Simplify.NoCredit) ? 0 : a.DebtHaircutQ32,
            WrongWayQ32 = Lacks(Simplify.NoWrongWay) ? 0 : a.WrongWayQ32,
            OracleQ32 = Lacks(Simplify.NoOracle) ? 0 : a.OracleQ32,
        };
    }
}
