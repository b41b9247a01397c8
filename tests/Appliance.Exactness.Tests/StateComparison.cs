using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>
/// What can be read of two devices after a command: scans, the total, and kind, money, positions, assets and pool
/// shares of the groups that the command touched. Null when it is the same.
/// </summary>
internal sealed class StateComparison
{
    private readonly IMarginDevice judge;
    private readonly IMarginDevice device;
    private readonly Shape shape;
    private readonly uint[] expectedGroups;
    private readonly uint[] actualGroups;
    private readonly PositionReading[] expectedPositions = new PositionReading[Limits.GroupInstrumentsMax + 64];
    private readonly PositionReading[] actualPositions = new PositionReading[Limits.GroupInstrumentsMax + 64];
    private readonly PoolShare[] expectedShares = new PoolShare[Limits.PoolMembersMax];
    private readonly PoolShare[] actualShares = new PoolShare[Limits.PoolMembersMax];
    private int scans;

    public StateComparison(IMarginDevice judge, IMarginDevice device, Shape shape)
    {
        (this.judge, this.device, this.shape) = (judge, device, shape);
        expectedGroups = new uint[shape.Groups];
        actualGroups = new uint[shape.Groups];
    }

    /// <summary>After a command on a group, with the pool it may have touched.</summary>
    public string? Compare(uint group, uint pool) => Compare(device, group, pool);

    public string? Compare(IMarginDevice other, uint group, uint pool)
    {
        if (ReferenceEquals(other, judge))
        {
            return null;
        }

        return Scans(other)
            ?? Comparison.Differ($"total equity of {other.Name}", judge.TotalEquity(), other.TotalEquity())
            ?? Group(other, group)
            ?? Positions(other, group)
            ?? Assets(other, group)
            ?? (group != pool ? Positions(other, pool) ?? Assets(other, pool) ?? Shares(other, pool) : null);
    }

    public string? Hashes() => Comparison.Hashes(judge, device);

    // Whole, and from a later group on.
    private string? Scans(IMarginDevice other)
    {
        // Scanning from a later group on is seldom another question.
        uint end = (scans++ & 7) == 0 ? (uint)expectedGroups.Length : 1;
        for (uint first = 0; first < end; first += 5)
        {
            int wanted = judge.Scan(first, expectedGroups);
            int found = other.Scan(first, actualGroups);
            if (!expectedGroups.AsSpan(0, wanted).SequenceEqual(actualGroups.AsSpan(0, found)))
            {
                return $"scan of {other.Name} from {first}: want {string.Join(' ', expectedGroups[..wanted])} "
                    + $"got {string.Join(' ', actualGroups[..found])}";
            }
        }

        return null;
    }

    private string? Group(IMarginDevice other, uint group)
    {
        bool isOpen = judge.TryReadGroup(group, out GroupReading expected);
        bool isOpenThere = other.TryReadGroup(group, out GroupReading actual);
        return isOpen == isOpenThere && expected == actual
            ? null
            : $"group {group} of {other.Name}: want {isOpen} {expected} got {isOpenThere} {actual}";
    }

    private string? Positions(IMarginDevice other, uint group)
    {
        Span<PositionReading> expected = expectedPositions.AsSpan(0, judge.ReadPositions(group, expectedPositions));
        Span<PositionReading> actual = actualPositions.AsSpan(0, other.ReadPositions(group, actualPositions));
        if (!expected.SequenceEqual(actual))
        {
            return $"positions of {other.Name}: want {string.Join(' ', expected.ToArray())} "
                + $"got {string.Join(' ', actual.ToArray())}";
        }

        for (int i = 0; i < 3; i++)
        {
            PositionReading wanted = judge.ReadPosition(group, i), got = other.ReadPosition(group, i);
            if (wanted != got)
            {
                return $"position of {other.Name}: want {wanted} got {got}";
            }
        }

        return null;
    }

    private string? Assets(IMarginDevice other, uint group)
    {
        for (int a = -1; a <= shape.Assets; a++)
        {
            string? difference = Comparison.Differ(
                $"asset {a} of {other.Name}", judge.ReadAsset(group, a), other.ReadAsset(group, a));
            if (difference is not null)
            {
                return difference;
            }
        }

        return null;
    }

    private string? Shares(IMarginDevice other, uint pool)
    {
        foreach (MarginKind kind in new[] { MarginKind.Initial, MarginKind.Maintenance })
        {
            Span<PoolShare> expected = expectedShares.AsSpan(0, judge.ReadPool(pool, kind, expectedShares));
            Span<PoolShare> actual = actualShares.AsSpan(0, other.ReadPool(pool, kind, actualShares));
            if (!expected.SequenceEqual(actual))
            {
                return $"{kind} shares of {other.Name} of pool {pool}: want {string.Join(' ', expected.ToArray())} "
                    + $"got {string.Join(' ', actual.ToArray())}";
            }
        }

        return null;
    }
}
