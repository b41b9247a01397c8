using System;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>
/// A small world for cases worked out by hand: perpetual P, future F and option O of one underlying, C = P - F, the
/// collateral instrument A, and a perpetual X of another underlying. phi, lambda and mult are 1.
/// </summary>
internal sealed class DeviceCase : IDisposable
{
    public const int P = 0, F = 1, O = 2, C = 3, A = 4, X = 5;

    public const long MarkP = 1000, MarkF = 900;

    public DeviceCase(
        Func<RiskParameters, RiskParameters>? parameters = null,
        Func<UnderlyingRisk, UnderlyingRisk>? underlying = null,
        Func<InstrumentRisk, InstrumentRisk>? instrument = null,
        int instrumentsPerGroup = 8,
        Func<AssetRisk, AssetRisk>? asset = null)
    {
        Snapshot = Make(parameters, underlying, instrument, asset);
        Device = new SimDevice(new DeviceCapacity(4, instrumentsPerGroup, 4), Snapshot);
        Do(new DeviceCommand { Op = DeviceOp.SetMark, Instrument = P, Value = MarkP });
        Do(new DeviceCommand { Op = DeviceOp.SetMark, Instrument = F, Value = MarkF });
    }

    public RiskSnapshot Snapshot { get; }

    public SimDevice Device { get; }

    public static RiskSnapshot Make(
        Func<RiskParameters, RiskParameters>? parameters = null,
        Func<UnderlyingRisk, UnderlyingRisk>? underlying = null,
        Func<InstrumentRisk, InstrumentRisk>? instrument = null,
        Func<AssetRisk, AssetRisk>? asset = null)
    {
        ulong one = Rate.One.Q32;
        RiskParameters plain = new() { LambdaQ32 = one, PhiInitialQ32 = one, PhiMaintenanceQ32 = one };
        UnderlyingRisk[] underlyings =
        [
            new UnderlyingRisk { Name = "U", BasisQ32 = one / 4 },
            new UnderlyingRisk { Name = "V", BasisQ32 = 0 },
        ];
        InstrumentRisk[] instruments =
        [
            new("P", 0, 0, IsOption: false, IsLinear: false),
            new("F", 0, 1, IsOption: false, IsLinear: false),
            new("O", 0, 1, IsOption: true, IsLinear: false),
            new("C", 0, 0, false, false) { Legs = new ComboLeg[] { new(P, 1), new(F, -1) } },
            new("A", 0, 0, false, false) { IsCollateral = true },
            new("X", 1, 0, IsOption: false, IsLinear: false),
        ];
        AssetRisk plainAsset = new() { Name = "A", Credit = new AffineSegment[] { new(one, 0) }, RiskInstrument = A };
        RiskSnapshot snapshot = new(
            RiskProfile.Lite,
            parameters is null ? plain : parameters(plain),
            underlying is null ? underlyings : Array.ConvertAll(underlyings, u => underlying(u)),
            instrument is null ? instruments : Array.ConvertAll(instruments, i => instrument(i)),
            [asset is null ? plainAsset : asset(plainAsset)]);
        Fill(snapshot, P, 100, MarkP);
        Fill(snapshot, F, 90, MarkF);
        Fill(snapshot, O, 50, 300);
        Fill(snapshot, A, 100, 1000);
        Fill(snapshot, X, 100, 1000);
        snapshot.ArrayCombo(C);
        return snapshot;
    }

    /// <summary>A group with much cash.</summary>
    public DeviceCase Open(uint group = 0, MarginGroupKind kind = MarginGroupKind.Cross, bool isStandard = false)
    {
        DeviceCommand open = new() { Op = DeviceOp.OpenGroup, Group = group, Lots = (long)kind };
        open.Flags = isStandard ? DeviceCommandFlags.StandardMode : DeviceCommandFlags.None;
        Assert.True(Do(open).IsAccepted);
        Assert.True(Do(new DeviceCommand { Op = DeviceOp.MoveCash, Group = group, Value = 1_000_000 }).IsAccepted);
        return this;
    }

    public static DeviceCommand Order(int instrument, long signedLots, long value = 0, long reserve = 0) => new()
    {
        Op = DeviceOp.CheckOrder,
        Side = (sbyte)Math.Sign(signedLots),
        Instrument = instrument,
        Lots = Math.Abs(signedLots),
        Value = value,
        Reserve = reserve,
    };

    /// <summary>The group trades outside any order at value 0.</summary>
    public DeviceResult Trade(int instrument, long signedLots, long value = 0) =>
        Do(Order(instrument, signedLots, value) with { Op = DeviceOp.Trade });

    public DeviceResult Read(uint group = 0) => Do(new DeviceCommand { Op = DeviceOp.ReadGroup, Group = group });

    public DeviceResult Do(DeviceCommand command)
    {
        DeviceResult result = default;
        Device.Execute(new ReadOnlySpan<DeviceCommand>(in command), new Span<DeviceResult>(ref result));
        return result;
    }

    public void Dispose() => Device.Dispose();

    // A long loses in scenario 3 and gains in 6; its delta notional is the contract value; no joint losses.
    private static void Fill(RiskSnapshot snapshot, int instrument, long loss, long contractValue)
    {
        Span<long> losses = snapshot.Losses(instrument);
        losses[3] = loss;
        losses[6] = -loss;
        losses[RiskProfile.DeltaUp] = contractValue;
        losses[RiskProfile.DeltaDown] = -contractValue;
        snapshot.SetArrayedAt(instrument, contractValue);
    }
}
