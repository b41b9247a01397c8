using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Margin;
using Appliance.Sim.Oracle;

namespace Appliance.Machine.Tests;

/// <summary>
/// One account of a machine as the oracle sees it: its positions, its equity, the arrays and
/// marks of now.
/// </summary>
internal static class OracleMirror
{
    public const long Group = 1;

    public static OracleBook Of(MachineRig rig, uint account, IReadOnlyList<long> marks)
    {
        OracleBook book = new(Snapshot(rig.Snapshot), [.. marks.Select(mark => (BigInteger)mark)]);
        OracleGroup group = book.Open(Group);
        BigInteger value = 0;
        foreach (PositionReading position in rig.Positions(account))
        {
            group.Move(position.Instrument, position.Position, 0, 0);
            value += (BigInteger)position.Position * marks[position.Instrument];
        }

        book.MoveCash(Group, rig.Read(account).Equity - value);
        Assert.Equal(rig.Read(account).Equity, (long)book.Equity(Group).Value);
        Assert.Equal(rig.Read(account).Maintenance, (long)book.Mmr(Group).Value);
        return book;
    }

    public static OracleSnapshot Snapshot(RiskSnapshot snapshot)
    {
        RiskParameters p = snapshot.Parameters;
        return new OracleSnapshot
        {
            Epoch = snapshot.Epoch,
            H = snapshot.Profile.JointColumns,
            K = snapshot.Profile.TailCount,
            Lambda = p.LambdaQ32,
            Phi = new OracleByKind<BigInteger>(p.PhiInitialQ32, p.PhiMaintenanceQ32),
            Bcall = p.CallQ32,
            Btarget = p.TargetQ32,
            Theta = p.BackstopQ32,
            LiqFee = p.LiquidationFeeQ32,
            Smmr = p.SpreadToMaintenanceQ32,
            Ba = p.BankruptcyAdjustmentQ32,
            Underlyings = [.. snapshot.Underlyings.Select(Underlying)],
            Instruments = [.. Enumerable.Range(0, snapshot.Instruments.Length).Select(i => Instrument(snapshot, i))],
        };
    }

    private static OracleUnderlying Underlying(UnderlyingRisk risk)
    {
        Assert.True(risk.TierInitial.IsEmpty && risk.ConcentrationInitial.IsEmpty);
        OracleByKind<IReadOnlyList<OracleSegment>> none = new([], []);
        return new OracleUnderlying(risk.MultiplierQ32, risk.BasisQ32, new OracleByKind<BigInteger>(0, 0), none, none);
    }

    private static OracleInstrument Instrument(RiskSnapshot snapshot, int index)
    {
        BigInteger[] losses = [.. snapshot.Losses(index).ToArray().Select(loss => (BigInteger)loss)];
        InstrumentRisk risk = snapshot.Instruments[index];
        return new OracleInstrument(
            risk.Underlying,
            risk.Expiry,
            risk.IsOption,
            losses[..OracleAccumulators.BucketEntries],
            losses[OracleAccumulators.BucketEntries..]);
    }
}
