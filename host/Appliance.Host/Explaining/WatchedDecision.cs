using System.Collections.Generic;
using Appliance.Margin;

namespace Appliance.Host.Explaining;

/// <summary>One decision on the watched group and all it was decided from, frozen right after it.</summary>
public sealed record WatchedDecision
{
    /// <summary>1 for the group's first accepted order.</summary>
    public required int Number { get; init; }

    public required uint Group { get; init; }

    public required DeviceCommand Command { get; init; }

    public required DeviceResult Result { get; init; }

    public required GroupReading State { get; init; }

    public required IReadOnlyList<PositionReading> Positions { get; init; }

    /// <summary>Balance by asset of the snapshot, 1e-8 units.</summary>
    public required IReadOnlyList<long> Assets { get; init; }

    public required RiskSnapshot Snapshot { get; init; }

    /// <summary>Live contract value and average by instrument, micro.</summary>
    public required IReadOnlyList<LivePrice> Marks { get; init; }

    /// <summary>Live price and average by asset, micro per whole unit.</summary>
    public required IReadOnlyList<LivePrice> AssetPrices { get; init; }
}

/// <summary>A live price and its moving average, micro.</summary>
public readonly record struct LivePrice(long ValueMicro, long AverageMicro);
