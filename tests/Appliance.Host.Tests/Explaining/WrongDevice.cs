using System;
using Appliance.Margin;

namespace Appliance.Host.Tests.Explaining;

/// <summary>Says one micro too much IMR on orders of one group.</summary>
internal sealed class WrongDevice(IMarginDevice device, uint group) : IMarginDevice
{
    public string Name => "wrong";

    public DeviceCapacity Capacity => device.Capacity;

    public uint Epoch => device.Epoch;

    public void LoadEpoch(RiskSnapshot snapshot) => device.LoadEpoch(snapshot);

    public void Execute(ReadOnlySpan<DeviceCommand> commands, Span<DeviceResult> results)
    {
        device.Execute(commands, results);
        for (int i = 0; i < commands.Length; i++)
        {
            bool isOrder = commands[i].Op is DeviceOp.CheckOrder or DeviceOp.ReplaceOrder;
            results[i].Requirement += isOrder && commands[i].Group == group ? 1 : 0;
        }
    }

    public int Scan(uint firstGroup, Span<uint> groups) => device.Scan(firstGroup, groups);

    public Int128 TotalEquity() => device.TotalEquity();

    public bool TryReadGroup(uint id, out GroupReading reading) => device.TryReadGroup(id, out reading);

    public PositionReading ReadPosition(uint id, int instrument) => device.ReadPosition(id, instrument);

    public int ReadPositions(uint id, Span<PositionReading> positions) => device.ReadPositions(id, positions);

    public long ReadAsset(uint id, int asset) => device.ReadAsset(id, asset);

    public int ReadPool(uint pool, MarginKind kind, Span<PoolShare> shares) => device.ReadPool(pool, kind, shares);

    public void StateHash(Span<byte> sha256) => device.StateHash(sha256);

    public void Dispose() => device.Dispose();
}
