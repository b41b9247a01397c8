using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// Makes the first risk snapshot of a run from a risk model and past moves. Same inputs, same bits. The arrays stay
/// empty here: <see cref="RiskSnapshot.ArrayLinear"/> makes each when its instrument's first mark arrives.
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
                instrument.Symbol, instrument.Underlying, Expiry: 0, IsOption: false, IsLinear: true);
        }

        RiskSnapshot snapshot = new(model.Profile, model.Parameters, underlyings, instruments);
        for (int u = 0; u < underlyings.Length; u++)
        {
            LossShock.FillBucket(
                model.Underlyings[u].PriceScanRangeQ32, snapshot.LossShocksQ32(u)[..RiskProfile.BucketEntries]);
        }

        selection = new JointBlock(model, table, snapshot).Fill();
        return snapshot;
    }
}
