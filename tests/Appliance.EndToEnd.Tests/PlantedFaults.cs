using System;
using Appliance.Margin;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.EndToEnd.Tests;

/// <summary>Changes one frame of a template on its way, or loses it: null loses it.</summary>
internal sealed class TamperingSink(IFrameSink sink, ushort templateId, int nth, Func<byte[], byte[]?> tamper)
    : IFrameSink
{
    private int seen;

    public bool TryOffer(ushort streamId, long stampNs, long intendedNs, ReadOnlySpan<byte> bytes)
    {
        bool isOfKind = MessageHeader.TryRead(bytes, out MessageHeader header) == SbeStatus.Ok
            && header.TemplateId == templateId;
        if (!isOfKind || seen != nth)
        {
            bool isTaken = sink.TryOffer(streamId, stampNs, intendedNs, bytes);
            seen += isOfKind && isTaken ? 1 : 0;
            return isTaken;
        }

        byte[]? other = tamper(bytes.ToArray());
        bool isGone = other is null || sink.TryOffer(streamId, stampNs, intendedNs, other);
        seen += isGone ? 1 : 0;
        return isGone;
    }
}

/// <summary>Changes one command of an operation before the device sees it.</summary>
internal sealed class TamperingDevice(
    IMarginDevice device, DeviceOp op, int nth, Func<DeviceCommand, DeviceCommand> how)
    : IMarginDevice
{
    private readonly DeviceCommand[] changed = new DeviceCommand[1];
    private int seen;

    public string Name => device.Name;

    public DeviceCapacity Capacity => device.Capacity;

    public uint Epoch => device.Epoch;

    public void LoadEpoch(RiskSnapshot snapshot) => device.LoadEpoch(snapshot);

    public void Execute(ReadOnlySpan<DeviceCommand> commands, Span<DeviceResult> results)
    {
        for (int i = 0; i < commands.Length; i++)
        {
            bool isIt = commands[i].Op == op && seen++ == nth;
            changed[0] = isIt ? how(commands[i]) : commands[i];
            device.Execute(changed, results.Slice(i, 1));
        }
    }

    public int Scan(uint firstGroup, Span<uint> groups) => device.Scan(firstGroup, groups);

    public Int128 TotalEquity() => device.TotalEquity();

    public bool TryReadGroup(uint group, out GroupReading reading) => device.TryReadGroup(group, out reading);

    public long ReadAsset(uint group, int asset) => device.ReadAsset(group, asset);

    public int ReadPool(uint pool, MarginKind kind, Span<PoolShare> shares) => device.ReadPool(pool, kind, shares);

    public PositionReading ReadPosition(uint group, int instrument) => device.ReadPosition(group, instrument);

    public int ReadPositions(uint group, Span<PositionReading> positions) => device.ReadPositions(group, positions);

    public void StateHash(Span<byte> sha256) => device.StateHash(sha256);

    public void Dispose() => device.Dispose();
}
