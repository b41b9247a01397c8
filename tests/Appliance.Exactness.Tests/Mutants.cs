using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>The wrong devices, by name. Each is wrong in one place and by as little as the place allows.</summary>
internal static class Mutants
{
    private delegate IMarginDevice Maker(DeviceCapacity capacity, RiskSnapshot snapshot);

    private delegate void Distortion(Span<long> losses);

    private delegate void BendResult(ref DeviceResult result);

    private delegate void BendCommand(ref DeviceCommand command);

    public static IEnumerable<(string Name, Func<DeviceCapacity, RiskSnapshot, IMarginDevice> Make)> All()
    {
        foreach ((string name, Maker make) in WrongSnapshots())
        {
            yield return (name, (capacity, snapshot) => make(capacity, snapshot));
        }

        foreach ((string name, Wrong wrong) in WrongAnswers())
        {
            yield return (name, (capacity, snapshot) => new MutantDevice(capacity, snapshot, Same, wrong));
        }

        yield return ("scan reports equity equal to the level", ScanNotStrict);
        yield return (
            "new epoch comes one command late",
            (capacity, snapshot) => new MutantDevice(capacity, snapshot, Same) { LoadsLate = true });
    }

    private static IEnumerable<(string Name, Maker Make)> WrongSnapshots()
    {
        yield return ("lambda one Q32 unit lower", Believing(parameters: p =>
            p with { LambdaQ32 = p.LambdaQ32 == 0 ? 1 : p.LambdaQ32 - 1 }));
        yield return ("maintenance phi one Q32 unit lower", Believing(parameters: p =>
            p with { PhiMaintenanceQ32 = p.PhiMaintenanceQ32 - 1 }));
        yield return ("call level one Q32 unit higher", Believing(parameters: p =>
            p with { CallQ32 = p.CallQ32 + 1, TargetQ32 = Math.Max(p.TargetQ32, p.CallQ32 + 1) }));
        yield return ("liquidation target one Q32 unit higher", Believing(parameters: p =>
            p with { TargetQ32 = p.TargetQ32 + 1 }));
        yield return ("initial tier offset one micro lower", Believing(underlying: u =>
            u with { TierInitial = Lower(u.TierInitial) }));
        yield return ("concentration slope one Q32 unit higher", Believing(underlying: u =>
            u with { ConcentrationInitial = Steeper(u.ConcentrationInitial) }));
        yield return ("multiplier one Q32 unit off", Believing(underlying: u =>
            u with { MultiplierQ32 = u.MultiplierQ32 == Rate.One.Q32 ? u.MultiplierQ32 + 1 : u.MultiplierQ32 - 1 }));
        yield return ("basis one Q32 unit off", Believing(underlying: u =>
            u with { BasisQ32 = u.BasisQ32 == 0 ? 1 : u.BasisQ32 - 1 }));
        yield return ("short option minimum one micro higher", Believing(underlying: u =>
            u with { ShortOptionInitialMicro = Math.Min(u.ShortOptionInitialMicro + 1, Limits.PerLotLimit - 1) }));
        yield return ("all expiries taken for one", Believing(instrument: i => i with { Expiry = 0 }));
        yield return ("options not known as such", Believing(instrument: i => i with { IsOption = false }));
        yield return ("shortfall over one column fewer", (capacity, snapshot) =>
            new MutantDevice(
                capacity, snapshot, s => SnapshotCopy.Of(s, tailCount: s.Profile.TailCount - 1)));
        yield return ("scenarios shifted by one", Distorted(losses =>
        {
            long last = losses[RiskProfile.BucketScenarios - 1];
            losses[1..(RiskProfile.BucketScenarios - 1)].CopyTo(losses[2..]);
            losses[1] = last;
        }));
        yield return ("last bucket scenario left out", Distorted(losses =>
            losses[RiskProfile.BucketScenarios - 1] = 0));
        yield return ("last joint column left out", Distorted(losses => losses[^1] = 0));
    }

    private static IEnumerable<(string Name, Wrong Wrong)> WrongAnswers()
    {
        yield return ("requirement of a fill one micro lower", Answer(DeviceOp.Fill, (ref r) => r.Requirement--));
        yield return ("maintenance rounded down", Answer(DeviceOp.Trade, (ref r) =>
            r.Maintenance -= r.Maintenance & 1));
        yield return ("size of a liquidation one lot larger", Answer(DeviceOp.SizeLiquidation, (ref r) => r.Amount++));
        yield return ("equity before the fee of a fill", Answer(DeviceOp.Fill, (ref r) => r.Equity++));
        yield return ("one holder of a mark forgotten", Answer(DeviceOp.SetMark, (ref r) =>
            r.Amount -= r.Amount > 1 ? 1 : 0));
        yield return ("fill forgets the fee", Command(DeviceOp.Fill, (ref c) => c.Fee = 0));
        yield return ("release forgets the reserve", Command(DeviceOp.ReleaseOrder, (ref c) => c.Reserve = 0));
        yield return ("accept forgets the reserve", Command(DeviceOp.CheckOrder, (ref c) => c.Reserve = 0));
        yield return ("replace keeps the old reserve", Command(DeviceOp.ReplaceOrder, (ref c) => c.OldReserve = 0));
        yield return ("reduce-only taken for plain", Command(DeviceOp.CheckOrder, (ref c) => c.Flags = 0));
        yield return ("withdrawals not barred", Command(DeviceOp.MoveCash, (ref c) =>
            c.Flags = DeviceCommandFlags.Forced));
        yield return ("switch stops one group early", Command(DeviceOp.Switch, (ref c) => c.Lots--));
        yield return ("mark one micro higher", Command(DeviceOp.SetMark, (ref c) =>
            c.Value += c.Value is > 0 and < Limits.PerLotLimit - 1 ? 1 : 0));
        yield return ("sells reserved by the gains of a long", SellAsBuy);
        yield return ("order accepted one micro short", AcceptOneShort);
        yield return ("order refused that has all it needs", RefuseEqual);
        yield return ("quantisation reserve missing", WithoutQr);
    }

    /// <summary>The snapshot as it is, in the wrapper's own copy.</summary>
    public static RiskSnapshot Same(RiskSnapshot snapshot) => SnapshotCopy.Of(snapshot);

    private static Maker Believing(
        Func<RiskParameters, RiskParameters>? parameters = null,
        Func<UnderlyingRisk, UnderlyingRisk>? underlying = null,
        Func<InstrumentRisk, InstrumentRisk>? instrument = null) =>
        (capacity, snapshot) =>
            new MutantDevice(capacity, snapshot, s => SnapshotCopy.Of(s, parameters, underlying, instrument));

    // Only the first instrument: a shift of all would only rename the scenarios.
    private static Maker Distorted(Distortion distort) => (capacity, snapshot) =>
    {
        return new MutantDevice(capacity, snapshot, Distort)
        {
            Distort = copy =>
            {
                if (copy.ArrayEpoch(0) == copy.Epoch)
                {
                    DistortFirst(copy);
                }
            },
        };

        RiskSnapshot Distort(RiskSnapshot source)
        {
            RiskSnapshot own = SnapshotCopy.Of(source);
            DistortFirst(own);
            return own;
        }

        // A combination's array must be the sum of its legs', or the snapshot has a fault.
        void DistortFirst(RiskSnapshot own)
        {
            distort(own.Losses(0));
            for (int i = 0; i < own.Instruments.Length; i++)
            {
                if (own.Instruments[i].IsCombo)
                {
                    own.ArrayCombo(i);
                }
            }
        }
    };

    private static ReadOnlyMemory<AffineSegment> Lower(ReadOnlyMemory<AffineSegment> table) =>
        Array.ConvertAll(table.ToArray(), s => s with { OffsetMicro = Math.Max(s.OffsetMicro - 1, 0) });

    private static ReadOnlyMemory<AffineSegment> Steeper(ReadOnlyMemory<AffineSegment> table) => Array.ConvertAll(
        table.ToArray(), s => s with { SlopeQ32 = Math.Min(s.SlopeQ32 + 1, FixedPoint.RateLimitQ32 - 1) });

    private static Wrong Answer(DeviceOp op, BendResult bend) => (_, command, run) =>
    {
        DeviceResult result = run(command);
        if (command.Op == op && result.Verdict == DeviceVerdict.Accept)
        {
            bend(ref result);
        }

        return result;
    };

    private static Wrong Command(DeviceOp op, BendCommand bend) => (_, command, run) =>
    {
        if (command.Op == op)
        {
            bend(ref command);
        }

        return run(command);
    };

    private static DeviceResult SellAsBuy(
        SimDevice device, DeviceCommand command, Func<DeviceCommand, DeviceResult> run)
    {
        bool isOrder = command.Op is DeviceOp.CheckOrder or DeviceOp.ReserveOrder or DeviceOp.ReplaceOrder
            or DeviceOp.ReleaseOrder;
        if (command.Side != -1 || (!isOrder && command.Op != DeviceOp.Fill))
        {
            return run(command);
        }

        if (isOrder)
        {
            return run(command with { Side = 1 });
        }

        run(command with { Op = DeviceOp.ReleaseOrder, Side = 1 });
        return run(command with { Op = DeviceOp.Trade });
    }

    private static DeviceResult AcceptOneShort(
        SimDevice device, DeviceCommand command, Func<DeviceCommand, DeviceResult> run)
    {
        DeviceResult result = run(command);
        bool isOneShort = command.Op == DeviceOp.CheckOrder && result.Reason == ReasonCode.InsufficientMargin
            && result.Requirement == result.Equity + 1;
        return isOneShort ? run(command with { Op = DeviceOp.ReserveOrder }) : result;
    }

    private static DeviceResult RefuseEqual(
        SimDevice device, DeviceCommand command, Func<DeviceCommand, DeviceResult> run)
    {
        DeviceResult result = run(command);
        if (command.Op == DeviceOp.CheckOrder && result.IsAccepted && result.Requirement == result.Equity)
        {
            run(command with { Op = DeviceOp.ReleaseOrder });
            result.Verdict = DeviceVerdict.Reject;
            result.Reason = ReasonCode.InsufficientMargin;
        }

        return result;
    }

    private static DeviceResult WithoutQr(
        SimDevice device, DeviceCommand command, Func<DeviceCommand, DeviceResult> run)
    {
        DeviceResult result = run(command);
        if (command.Op == DeviceOp.ReadGroup && result.IsAccepted)
        {
            PositionReading[] positions = new PositionReading[Limits.GroupInstrumentsMax];
            int count = device.ReadPositions(command.Group, positions);
            foreach (PositionReading p in positions.AsSpan(0, count))
            {
                result.Requirement -= Math.Abs(p.Position) + p.WorkingBuys + p.WorkingSells;
            }
        }

        return result;
    }

    private static MutantDevice ScanNotStrict(DeviceCapacity capacity, RiskSnapshot snapshot)
    {
        bool[] isWatched = new bool[capacity.Groups], isAt = new bool[capacity.Groups];
        return new MutantDevice(capacity, snapshot, Same, Remember) { AlsoFound = g => isAt[g] };

        DeviceResult Remember(SimDevice device, DeviceCommand command, Func<DeviceCommand, DeviceResult> run)
        {
            DeviceResult result = run(command);
            if (command.Op is DeviceOp.SetMark or DeviceOp.Switch || command.Group >= (uint)capacity.Groups)
            {
                Array.Clear(isAt);
                return result;
            }

            isWatched[command.Group] = command.Op == DeviceOp.Watch
                ? command.Value == (long)WatchLevel.Maintenance
                : command.Op != DeviceOp.OpenGroup && isWatched[command.Group];
            isAt[command.Group] = isWatched[command.Group] && result.Equity == result.Maintenance;
            return result;
        }
    }
}
