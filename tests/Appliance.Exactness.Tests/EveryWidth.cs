using System;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>
/// The software device at every vector width at once: all execute every command and must give the same bits. What is
/// read comes from one after the other.
/// </summary>
internal sealed class EveryWidth(DeviceCapacity capacity, RiskSnapshot snapshot) : IMarginDevice
{
    private readonly SimDevice[] devices = [.. Widths.All.Select(width => new SimDevice(capacity, snapshot, width))];
    private int reads;

    public string Name => "sim";

    public DeviceCapacity Capacity => capacity;

    public uint Epoch => devices[0].Epoch;

    private SimDevice Next => devices[reads++ % devices.Length];

    public void LoadEpoch(RiskSnapshot snapshot)
    {
        foreach (SimDevice device in devices)
        {
            device.LoadEpoch(snapshot);
        }
    }

    public void Execute(ReadOnlySpan<DeviceCommand> commands, Span<DeviceResult> results)
    {
        devices[0].Execute(commands, results);
        DeviceResult[] others = new DeviceResult[results.Length];
        foreach (SimDevice device in devices[1..])
        {
            device.Execute(commands, others);
            for (int k = 0; k < others.Length; k++)
            {
                string? difference = Comparison.Results(results[k], others[k]);
                Check.That(difference is null, $"widths {devices[0].Width} and {device.Width} differ: {difference}");
            }
        }
    }

    public int Scan(uint firstGroup, Span<uint> groups) => Next.Scan(firstGroup, groups);

    public Int128 TotalEquity() => Next.TotalEquity();

    public bool TryReadGroup(uint group, out GroupReading reading) => Next.TryReadGroup(group, out reading);

    public PositionReading ReadPosition(uint group, int instrument) => Next.ReadPosition(group, instrument);

    public int ReadPositions(uint group, Span<PositionReading> positions) => Next.ReadPositions(group, positions);

    public long ReadAsset(uint group, int asset) => Next.ReadAsset(group, asset);

    public int ReadPool(uint pool, MarginKind kind, Span<PoolShare> shares) => Next.ReadPool(pool, kind, shares);

    public void StateHash(Span<byte> sha256) => Next.StateHash(sha256);

    public void Dispose()
    {
        foreach (SimDevice device in devices)
        {
            device.Dispose();
        }
    }
}
