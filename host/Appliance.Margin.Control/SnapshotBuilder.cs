using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// Makes the first risk snapshot of a run from a risk model and past moves. Same inputs, same bits. The arrays of
/// linear contracts stay empty here: <see cref="RiskSnapshot.ArrayLinear"/> makes each when its instrument's first mark
/// arrives. Instruments with a pricing model are revalued here and carry their arrays from the start.
/// </summary>
public static class SnapshotBuilder
{
    public static RiskSnapshot Build(RiskModel model, JointTable table) => Build(model, table, out _);

    /// <summary>Also says where each joint column came from.</summary>
    public static RiskSnapshot Build(RiskModel model, JointTable table, out JointSelection selection)
    {
        Check.That(model.Underlyings.Length > 0 && model.Profile.IsLegal);
        UnderlyingRisk[] underlyings = new UnderlyingRisk[model.Underlyings.Length];
        for (int u = 0; u < underlyings.Length; u++)
        {
            underlyings[u] = model.Underlyings[u].Risk;
        }

        InstrumentRisk[] instruments = new InstrumentRisk[model.Instruments.Length];
        for (int i = 0; i < instruments.Length; i++)
        {
            InstrumentModel instrument = model.Instruments[i];
            instruments[i] = new InstrumentRisk(
                instrument.Symbol,
                instrument.Underlying,
                ExpiryIndex(model, instrument),
                IsOption: instrument.Pricing?.IsOption ?? false,
                IsLinear: instrument.Pricing is null);
        }

        RiskSnapshot snapshot = new(model.Profile, model.Parameters, underlyings, instruments);
        GridRevaluer[] revaluers = new GridRevaluer[underlyings.Length];
        for (int u = 0; u < underlyings.Length; u++)
        {
            UnderlyingModel underlying = model.Underlyings[u];
            revaluers[u] = new GridRevaluer(
                underlying.Grid, underlying.Shock ?? underlying.Grid.Shock, underlying.PriceScanRangeQ32);
            revaluers[u].FillLossShocks(snapshot.LossShocksQ32(u)[..RiskProfile.BucketEntries]);
        }

        selection = new JointBlock(model, table, snapshot).Fill();
        FillPriced(model, table, selection, snapshot, revaluers);
        return snapshot;
    }

    private static void FillPriced(
        RiskModel model, JointTable table, JointSelection selection, RiskSnapshot snapshot, GridRevaluer[] revaluers)
    {
        double[]?[] factors = new double[]?[revaluers.Length];
        for (int i = 0; i < model.Instruments.Length; i++)
        {
            InstrumentModel instrument = model.Instruments[i];

            // SnapshotCheck names an instrument whose underlying is not there; nothing is filled for it.
            if (instrument.Pricing is null || instrument.Underlying < 0 || instrument.Underlying >= revaluers.Length)
            {
                continue;
            }

            int u = instrument.Underlying;
            factors[u] ??= JointVolatility.Factors(
                table, selection, model.Underlyings[u].Risk.Name, model.Joint.HorizonScaleQ32);
            PricedContract contract = new(instrument, model.ValuationMs);
            Span<long> losses = snapshot.Losses(i);
            revaluers[u].FillBucket(contract, losses[..RiskProfile.BucketEntries]);
            GridRevaluer.FillJoint(
                contract,
                snapshot.LossShocksQ32(u)[RiskProfile.BucketEntries..],
                factors[u],
                losses[RiskProfile.BucketEntries..]);
        }
    }

    // The underlying's distinct expiries in order of time, from 1; perpetuals are 0. Too many are a fault of the
    // snapshot, found by SnapshotCheck.
    private static int ExpiryIndex(RiskModel model, InstrumentModel instrument)
    {
        if (instrument.ExpiryMs <= 0)
        {
            return 0;
        }

        List<long> expiries = [];
        foreach (InstrumentModel other in model.Instruments)
        {
            if (other.Underlying == instrument.Underlying && other.ExpiryMs > 0 && !expiries.Contains(other.ExpiryMs))
            {
                expiries.Add(other.ExpiryMs);
            }
        }

        expiries.Sort();
        return expiries.IndexOf(instrument.ExpiryMs) + 1;
    }
}
