using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// Where everything of a group lies and how much memory a capacity takes. A block is head, WJ, positions, scan rows,
/// LJ and, when every group has room for all its buckets, the buckets; else those come from one pool.
/// </summary>
internal readonly unsafe struct GroupLayout
{
    private const long LineBytes = 64;

    public GroupLayout(DeviceCapacity capacity, RiskProfile profile)
    {
        Check.That(capacity.Groups is > 0 and <= Limits.AccountsMax);
        Check.That(capacity.GroupInstruments is > 0 and <= Limits.GroupInstrumentsMax);
        Check.That(capacity.GroupBuckets is > 0 and <= Limits.GroupBucketsMax);
        long product = (long)capacity.Groups * capacity.GroupBuckets;
        Check.That(capacity.TotalBuckets >= 0);
        IsPooled = capacity.TotalBuckets > 0 && capacity.TotalBuckets < product;
        PoolBuckets = IsPooled ? capacity.TotalBuckets : 0;
        Groups = capacity.Groups;
        JointBytes = profile.JointColumns * sizeof(long);
        ScanBytes = Align(capacity.GroupBuckets * sizeof(long));
        JointWOffset = sizeof(GroupHeader);
        PositionsOffset = JointWOffset + JointBytes;
        ScansOffset = Align(PositionsOffset + (capacity.GroupInstruments * sizeof(GroupPosition)));
        JointLOffset = ScansOffset + (2 * ScanBytes);
        OpenValuesOffset = JointLOffset + JointBytes;
        BucketsOffset = Align(OpenValuesOffset + (capacity.GroupInstruments * sizeof(long)));
        long bytes = BucketsOffset + (IsPooled ? 0 : capacity.GroupBuckets * (long)sizeof(GroupBucket));

        // An odd number of lines: blocks then spread over all sets of a cache instead of sharing a few.
        BlockBytes = bytes % (2 * LineBytes) == 0 ? bytes + LineBytes : bytes;
        KeysPerGroup = PositionKeys.RowKeys(capacity.GroupInstruments);
        SlotsPerGroup = IsPooled ? capacity.GroupBuckets : 0;
    }

    /// <summary>Buckets come from a pool and each group has a row of slot numbers.</summary>
    public bool IsPooled { get; }

    public long PoolBuckets { get; }

    public long Groups { get; }

    public long BlockBytes { get; }

    public long JointBytes { get; }

    public long ScanBytes { get; }

    public long JointWOffset { get; }

    public long PositionsOffset { get; }

    public long ScansOffset { get; }

    public long JointLOffset { get; }

    public long OpenValuesOffset { get; }

    public long BucketsOffset { get; }

    public int KeysPerGroup { get; }

    public int SlotsPerGroup { get; }

    /// <summary>The columns a scan reads are padded to whole rows of the widest vector.</summary>
    public long PaddedGroups => (Groups + ScenarioKernels.BlockRow - 1) & -ScenarioKernels.BlockRow;

    /// <summary>All memory of the groups, pool and columns included.</summary>
    public long TotalBytes => (Groups * (BlockBytes + (KeysPerGroup * sizeof(ushort)) + (SlotsPerGroup * sizeof(int))))
        + (PoolBuckets * sizeof(GroupBucket)) + (2 * PaddedGroups * sizeof(long));

    private static long Align(long bytes) => (bytes + LineBytes - 1) & -LineBytes;
}
