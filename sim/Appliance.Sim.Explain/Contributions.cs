using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Margin;
using Appliance.Sim.Oracle;

namespace Appliance.Sim.Explain;

/// <summary>What each instrument of a group adds to its accumulators (MARGIN.md section 4).</summary>
internal sealed class Contributions(RiskSnapshot source, OracleGroup group, OracleAcc acc)
{
    private readonly IReadOnlyDictionary<int, OracleHolding> holdings = group.Holdings;

    /// <summary>An entry of the bucket block: the instruments of one underlying.</summary>
    public EntryDetail Entry(int underlying, int entry) => new(
        entry,
        [
            .. holdings.Where(pair => Of(pair.Key).Underlying == underlying)
                .Select(pair => Term(pair.Key, pair.Value, Of(pair.Key).Ra[entry], entry)),
        ]);

    /// <summary>A joint column: all instruments.</summary>
    public EntryDetail Column(int column)
    {
        int entry = OracleAccumulators.BucketEntries + column;
        return new EntryDetail(
            entry, [.. holdings.Select(pair => Term(pair.Key, pair.Value, Of(pair.Key).Raj[column], entry))]);
    }

    /// <summary>D_e of every expiry the group has something of; a combination is in each with its part.</summary>
    public IReadOnlyList<ExpiryDelta> Expiries(int underlying)
    {
        SortedDictionary<int, ExpiryDelta> sums = [];
        foreach ((int index, OracleHolding holding) in holdings)
        {
            OracleInstrument instrument = Of(index);
            if (instrument.Underlying != underlying)
            {
                continue;
            }

            foreach ((int expiry, BigInteger up, BigInteger down) in Parts(instrument))
            {
                ExpiryDelta so = sums.GetValueOrDefault(expiry) ?? new ExpiryDelta(expiry, 0, 0);
                sums[expiry] = new ExpiryDelta(
                    expiry,
                    so.Up + (LotsFor(holding, up) * up),
                    so.Down + (LotsFor(holding, down) * down));
            }
        }

        return [.. sums.Values];
    }

    private IEnumerable<(int Expiry, BigInteger Up, BigInteger Down)> Parts(OracleInstrument instrument)
    {
        if (!instrument.IsCombo)
        {
            return
            [
                (instrument.Expiry, instrument.Ra[OracleAccumulators.DeltaUp],
                    instrument.Ra[OracleAccumulators.DeltaDown]),
            ];
        }

        return instrument.Legs
            .GroupBy(leg => Of(leg.Instrument).Expiry)
            .Select(legs => (
                legs.Key,
                Delta(legs, OracleAccumulators.DeltaUp),
                Delta(legs, OracleAccumulators.DeltaDown)));
    }

    private BigInteger Delta(IEnumerable<OracleLeg> legs, int entry) =>
        OracleMath.Sum(legs.Select(leg => leg.Ratio * Of(leg.Instrument).Ra[entry]));

    private LossTerm Term(int index, OracleHolding holding, BigInteger perLot, int entry)
    {
        InstrumentRisk risk = source.Instruments[index];
        bool isShocked = risk.IsLinear && entry is not (OracleAccumulators.DeltaUp or OracleAccumulators.DeltaDown);
        BigInteger? shock = isShocked ? source.LossShocksQ32(risk.Underlying)[entry] : null;
        return new LossTerm(index, LotsFor(holding, perLot), perLot, shock);
    }

    // W is the worst over partial fills: buys count where a lot loses, sells where it gains.
    private BigInteger LotsFor(OracleHolding holding, BigInteger perLot) =>
        acc == OracleAcc.L ? holding.Q
        : perLot.Sign >= 0 ? holding.Q + holding.B
        : holding.Q - holding.S;

    private OracleInstrument Of(int index) => group.Snapshot.Instrument(index);
}
