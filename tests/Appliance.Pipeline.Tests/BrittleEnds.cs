using System;
using System.Threading;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Transport;

namespace Appliance.Pipeline.Tests;

/// <summary>What a planted fault throws.</summary>
internal sealed class PlantedException(string message) : Exception(message);

/// <summary>Throws at the n-th call, counted from 0, and at every later one.</summary>
internal sealed class BrittleSource(IFrameSource source, int breaksAt) : IFrameSource
{
    private int calls;

    public bool IsDrained => source.IsDrained;

    public bool TryReceive(out Frame frame) => calls++ >= breaksAt
        ? throw new PlantedException("the source breaks")
        : source.TryReceive(out frame);
}

/// <summary>Throws at the n-th offer, counted from 0, and at every later one.</summary>
internal sealed class BrittleSink(IFrameSink sink, int breaksAt) : IFrameSink
{
    private int offers;

    public bool TryOffer(ushort streamId, long stampNs, long intendedNs, ReadOnlySpan<byte> bytes) =>
        offers++ >= breaksAt
            ? throw new PlantedException("the sink breaks")
            : sink.TryOffer(streamId, stampNs, intendedNs, bytes);
}

/// <summary>Throws at the n-th look at the wall clock, counted from 0, and at every later one.</summary>
internal sealed class BrittleClock(int breaksAt) : IClock
{
    private int looks;

    public long MonotonicNs => 1;

    public long UtcNs => looks++ >= breaksAt ? throw new PlantedException("the clock breaks") : 1;
}

/// <summary>
/// Throws at the n-th call, counted from 0, and at every later one; or stands still there until it is let go.
/// </summary>
internal sealed class BrittleDevice(IMarginDevice device, int breaksAt, ManualResetEventSlim? letGo = null)
    : IMarginDevice
{
    private int calls;

    /// <summary>Batches given so far, however large.</summary>
    public int Calls => calls;

    public string Name => device.Name;

    public DeviceCapacity Capacity => device.Capacity;

    public uint Epoch => device.Epoch;

    public void LoadEpoch(RiskSnapshot snapshot) => device.LoadEpoch(snapshot);

    public void Hint(uint group) => device.Hint(group);

    public void Execute(ReadOnlySpan<DeviceCommand> commands, Span<DeviceResult> results)
    {
        if (calls++ >= breaksAt)
        {
            if (letGo is null)
            {
                throw new PlantedException("the device breaks");
            }

            Assert.True(letGo.Wait(TimeSpan.FromSeconds(60)));
        }

        device.Execute(commands, results);
    }

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
