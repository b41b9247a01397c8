using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>Collects faults of one snapshot; every check says what must hold.</summary>
internal sealed class SnapshotFaultList
{
    private readonly List<SnapshotFault> faults = [];

    public IReadOnlyList<SnapshotFault> Faults => faults;

    /// <summary>Records the fault unless the condition holds.</summary>
    public void Require(bool condition, SnapshotFaultKind kind, string sentence)
    {
        if (!condition)
        {
            faults.Add(new SnapshotFault(kind, sentence));
        }
    }

    /// <summary>Requires 0 .. 2^47 - 1, the range of everything kept per lot.</summary>
    public void RequirePerLot(long value, SnapshotFaultKind kind, string name) =>
        Require(value is >= 0 and < Limits.PerLotLimit, kind, $"{name} {value} is not in 0..2^47-1");

    /// <summary>Requires a rate at most 1.</summary>
    public void RequireAtMostOne(ulong rateQ32, SnapshotFaultKind kind, string name) =>
        Require(rateQ32 <= Rate.One.Q32, kind, $"{name} is above 1");

    /// <summary>Requires a rate below 2^40, that is 256x.</summary>
    public void RequireRate(ulong rateQ32, SnapshotFaultKind kind, string name) =>
        Require(rateQ32 < FixedPoint.RateLimitQ32, kind, $"{name} is not below 256");
}
