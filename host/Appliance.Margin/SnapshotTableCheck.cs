using System;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>Load checks of one pair of requirement tables: bounds of each line, and initial over maintenance.</summary>
internal static class SnapshotTableCheck
{
    /// <summary>Both tables, and that the initial one is nowhere below the other.</summary>
    public static void Run(
        string name,
        string table,
        ReadOnlySpan<AffineSegment> initial,
        ReadOnlySpan<AffineSegment> maintenance,
        SnapshotFaultKind notDominating,
        SnapshotFaultList found)
    {
        CheckLines($"{name}: initial {table}", initial, found);
        CheckLines($"{name}: maintenance {table}", maintenance, found);
        found.Require(
            TableDominance.Dominates(initial, maintenance),
            notDominating,
            $"{name}: initial {table} table does not dominate the maintenance table everywhere");
    }

    private static void CheckLines(string name, ReadOnlySpan<AffineSegment> segments, SnapshotFaultList found)
    {
        found.Require(
            segments.Length <= Limits.AffineSegmentsMax,
            SnapshotFaultKind.TableTooLong,
            $"{name} table has more than {Limits.AffineSegmentsMax} lines");
        bool areSlopesBounded = true, areOffsetsBounded = true;
        foreach (AffineSegment segment in segments)
        {
            areSlopesBounded &= segment.SlopeQ32 < FixedPoint.RateLimitQ32;
            areOffsetsBounded &= segment.OffsetMicro is >= 0 and <= FixedPoint.MoneyMax;
        }

        found.Require(areSlopesBounded, SnapshotFaultKind.SlopeTooLarge, $"{name} slope is not below 256");
        found.Require(
            areOffsetsBounded, SnapshotFaultKind.OffsetOutOfRange, $"{name} offset is not in 0..2^62-1");
    }
}
