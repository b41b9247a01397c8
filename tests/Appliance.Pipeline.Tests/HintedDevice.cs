using System;
using System.Collections.Generic;
using Appliance.Margin;

namespace Appliance.Pipeline.Tests;

/// <summary>Writes down every hint.</summary>
internal sealed class HintedDevice(IMarginDevice device, List<uint> hints) : IMarginDevice
{
    public string Name => device.Name;

    public DeviceCapacity Capacity => device.Capacity;

    public uint Epoch => device.Epoch;

    public void LoadEpoch(RiskSnapshot snapshot) => device.LoadEpoch(snapshot);

    public void Hint(uint group)
    {
        hints.Add(group);
        device.Hint(group);
    }

    public void Execute(ReadOnlySpan<DeviceCommand> commands, Span<DeviceResult> results) =>
        device.Execute(commands, results);

    public int Scan(uint firstGroup, Span<uint> groups) => device.Scan(firstGroup, groups);

    public Int128 TotalEquity() => device.TotalEquity();

    public bool TryReadGroup(uint group, out GroupReading reading) => device.TryReadGroup(group, out reading);

    public PositionReading ReadPosition(uint group, int instrument) => device.ReadPosition(group, instrument);

    public int ReadPositions(uint group, Span<PositionReading> positions) => device.ReadPositions(group, positions);

    public long ReadAsset(uint group, int asset) => device.ReadAsset(group, asset);

    public int ReadPool(uint pool, MarginKind kind, Span<PoolShare> shares) => device.ReadPool(pool, kind, shares);

    public void StateHash(Span<byte> sha256) => device.StateHash(sha256);

    public void Dispose() => device.Dispose();
}
