using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Exactness.Tests;
using Appliance.Margin;
using Appliance.Sim.Device;
using Appliance.Sim.Oracle;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// The device, the oracle and the plain device side by side: every command runs on all three, and every answer must be
/// the same in every field. So a number that a test compares once holds for three authors.
/// </summary>
internal sealed class Trio : IDisposable
{
    private readonly IMarginDevice[] authors;
    private readonly OracleDevice oracle;

    public Trio(Model? model = null, int groups = 16)
        : this((model ?? new Model()).Snapshot(), groups)
    {
    }

    public Trio(RiskSnapshot snapshot, int groups = 16)
    {
        DeviceCapacity capacity = new(groups, Limits.GroupInstrumentsMax, Limits.GroupBucketsMax);
        oracle = new OracleDevice(capacity, snapshot);
        authors = [new SimDevice(capacity, snapshot), oracle, new PlainDevice(capacity, snapshot)];
        Snapshot = snapshot;
        foreach (int instrument in (int[])[Model.Perp, Model.Future, Model.Ether])
        {
            SetMark(instrument, Model.Mark);
        }

        SetMark(Model.Call, Model.Premium);
    }

    public RiskSnapshot Snapshot { get; private set; }

    public IMarginDevice Device => authors[0];

    public OracleBook Book => oracle.Book;

    /// <summary>Everything executed so far, in order.</summary>
    public List<DeviceCommand> Log { get; } = [];

    public DeviceResult Run(DeviceCommand command)
    {
        Log.Add(command);
        DeviceResult[] results = new DeviceResult[authors.Length];
        for (int a = 0; a < authors.Length; a++)
        {
            authors[a].Execute(
                new ReadOnlySpan<DeviceCommand>(in command), results.AsSpan(a, 1));
        }

        for (int a = 1; a < authors.Length; a++)
        {
            string? difference = Comparison.Results(results[a], results[0]);
            Assert.True(difference is null, $"{authors[a].Name}, {command.Op}: {difference}");
        }

        return results[0];
    }

    public DeviceResult Accept(DeviceCommand command)
    {
        DeviceResult result = Run(command);
        Assert.True(result.IsAccepted, $"{command.Op}: {result.Reason}");
        return result;
    }

    public void Load(RiskSnapshot snapshot)
    {
        Snapshot = snapshot;
        foreach (IMarginDevice author in authors)
        {
            author.LoadEpoch(snapshot);
        }
    }

    public DeviceResult Open(
        uint group,
        long cash = 0,
        MarginGroupKind kind = MarginGroupKind.Cross,
        int instrument = 0,
        uint pool = 0,
        ulong lambdaQ32 = 0,
        bool isStandard = false)
    {
        DeviceResult result = Accept(new DeviceCommand
        {
            Op = DeviceOp.OpenGroup,
            Group = group,
            Lots = (long)kind,
            Instrument = instrument,
            OldLots = pool,
            OldReserve = (long)lambdaQ32,
            Flags = isStandard ? DeviceCommandFlags.StandardMode : DeviceCommandFlags.None,
        });
        return cash == 0 ? result : Cash(group, cash);
    }

    public DeviceResult Cash(uint group, long micro, bool isForced = true) => Run(new DeviceCommand
    {
        Op = DeviceOp.MoveCash,
        Group = group,
        Value = micro,
        Flags = isForced ? DeviceCommandFlags.Forced : DeviceCommandFlags.None,
    });

    public void SetMark(int instrument, long micro, long averageMicro = 0) => Accept(new DeviceCommand
    {
        Op = DeviceOp.SetMark,
        Instrument = instrument,
        Value = micro,
        Reserve = averageMicro,
    });

    public DeviceResult Trade(uint group, int instrument, long signedLots, long valueMicro) =>
        Accept(Lots(DeviceOp.Trade, group, instrument, signedLots, valueMicro));

    /// <summary>A trade at the standard mark of the instrument.</summary>
    public DeviceResult Trade(uint group, int instrument, long signedLots) =>
        Trade(group, instrument, signedLots, instrument == Model.Call ? Model.Premium : Model.Mark);

    public DeviceResult Order(
        uint group, int instrument, long signedLots, long valueMicro, bool isReduceOnly = false) =>
        Run(Lots(DeviceOp.CheckOrder, group, instrument, signedLots, valueMicro) with
        {
            Flags = isReduceOnly ? DeviceCommandFlags.ReduceOnly : DeviceCommandFlags.None,
        });

    public DeviceResult Fill(uint group, int instrument, long signedLots, long valueMicro) =>
        Accept(Lots(DeviceOp.Fill, group, instrument, signedLots, valueMicro));

    public DeviceResult Release(uint group, int instrument, long signedLots) =>
        Accept(Lots(DeviceOp.ReleaseOrder, group, instrument, signedLots, 0));

    public DeviceResult Size(uint group, int instrument, long costMicro) =>
        Accept(Lots(DeviceOp.SizeLiquidation, group, instrument, 0, costMicro));

    public DeviceResult EvaluateClose(uint group, int instrument, long lots) =>
        Accept(Lots(DeviceOp.EvaluateClose, group, instrument, lots, 0));

    public DeviceResult Asset(uint group, int asset, long units, bool isForced = false) => Run(new DeviceCommand
    {
        Op = DeviceOp.MoveAsset,
        Group = group,
        Instrument = asset,
        Value = units,
        Flags = isForced ? DeviceCommandFlags.Forced : DeviceCommandFlags.None,
    });

    public DeviceResult Read(uint group) => Accept(new DeviceCommand { Op = DeviceOp.ReadGroup, Group = group });

    public void Switch(uint group) =>
        Accept(new DeviceCommand { Op = DeviceOp.Switch, Group = group, Lots = 1 });

    /// <summary>Terms of the answer, from the oracle.</summary>
    public OracleExplain Explain(uint group) => Book.Explain(group);

    public long Position(uint group, int instrument) => Device.ReadPosition(group, instrument).Position;

    public PoolShare[] Pool(uint pool, MarginKind kind)
    {
        PoolShare[] shares = new PoolShare[Limits.PoolMembersMax];
        PoolShare[] expected = new PoolShare[Limits.PoolMembersMax];
        shares = shares[..Device.ReadPool(pool, kind, shares)];
        Assert.Equal(expected[..oracle.ReadPool(pool, kind, expected)], shares);
        return shares;
    }

    /// <summary>The state hash, the same of all three.</summary>
    public string Hash()
    {
        Span<byte> hash = stackalloc byte[32];
        Device.StateHash(hash);
        foreach (IMarginDevice author in authors)
        {
            Assert.Null(Comparison.Hashes(author, Device));
            Assert.Equal(author.TotalEquity(), Device.TotalEquity());
        }

        return Convert.ToHexString(hash);
    }

    public void Dispose()
    {
        foreach (IMarginDevice author in authors)
        {
            author.Dispose();
        }
    }

    private static DeviceCommand Lots(DeviceOp op, uint group, int instrument, long signedLots, long value) => new()
    {
        Op = op,
        Group = group,
        Instrument = instrument,
        Side = (sbyte)(signedLots < 0 ? -1 : 1),
        Lots = Math.Abs(signedLots),
        Value = value,
    };
}
