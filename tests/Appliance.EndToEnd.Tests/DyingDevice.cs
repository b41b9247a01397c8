using System;
using Appliance.Margin;

namespace Appliance.EndToEnd.Tests;

/// <summary>Works for some calls, then throws at every one.</summary>
internal sealed class DyingDevice(IMarginDevice device, int callsLeft) : IMarginDevice
{
    private int left = callsLeft;

    public string Name => device.Name;

    public DeviceCapacity Capacity => device.Capacity;

    public uint Epoch => device.Epoch;

    public void LoadEpoch(RiskSnapshot snapshot) => device.LoadEpoch(snapshot);

    public void Execute(ReadOnlySpan<DeviceCommand> commands, Span<DeviceResult> results)
    {
        if (left-- <= 0)
        {
            throw new InvalidOperationException("the device dies");
        }

        device.Execute(commands, results);
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
