using System;
using System.Runtime.Intrinsics.X86;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// Memory of all groups: one aligned block each of head, position keys, scan rows, positions, buckets and joint
/// accumulators, plus the two dense columns (equity, watch level) that a scan reads. Allocated and touched once at
/// start. What an order check reads of every position or bucket lies dense: groups come in no order, so each line
/// is a miss.
/// </summary>
internal sealed unsafe class GroupStore : IDisposable
{
    private const int None = -1;
    private const int LineBytes = 64;
    private const int KeyBucketShift = 16;
    private const int KeyInstrumentMask = (1 << KeyBucketShift) - 1;
    private readonly byte* memory;
    private readonly nuint blockBytes;
    private readonly nuint scansOffset;
    private readonly nuint scanBytes;
    private readonly nuint positionsOffset;
    private readonly nuint bucketsOffset;
    private readonly nuint bucketBytes;
    private readonly nuint jointOffset;
    private readonly nuint openValuesOffset;
    private readonly int joint;

    public GroupStore(DeviceCapacity capacity, RiskProfile profile)
    {
        Check.That(capacity.Groups is > 0 and <= Limits.AccountsMax);
        Check.That(capacity.GroupInstruments is > 0 and <= Limits.GroupInstrumentsMax);
        Check.That(capacity.GroupBuckets is > 0 and <= Limits.GroupBucketsMax);
        Check.That(Limits.InstrumentsMax <= 1 << KeyBucketShift);
        Capacity = capacity;
        joint = profile.JointColumns;
        scansOffset = Align((nuint)(sizeof(GroupHeader) + (capacity.GroupInstruments * sizeof(int))));
        scanBytes = Align((nuint)(capacity.GroupBuckets * sizeof(long)));
        positionsOffset = scansOffset + (2 * scanBytes);
        bucketsOffset = Align(positionsOffset + (nuint)(capacity.GroupInstruments * sizeof(GroupPosition)));
        bucketBytes = (nuint)(sizeof(GroupBucket) + (2 * RiskProfile.BucketEntries * sizeof(long)));
        jointOffset = bucketsOffset + ((nuint)capacity.GroupBuckets * bucketBytes);
        openValuesOffset = jointOffset + (nuint)(2 * joint * sizeof(long));
        blockBytes = Align(openValuesOffset + (nuint)(capacity.GroupInstruments * sizeof(long)));
        memory = (byte*)HostMemory.Allocate(blockBytes * (nuint)capacity.Groups);
        EquityMicro = (long*)HostMemory.Allocate((nuint)(PaddedGroups * sizeof(long)));
        WatchMicro = (long*)HostMemory.Allocate((nuint)(PaddedGroups * sizeof(long)));
        new Span<long>(WatchMicro, PaddedGroups).Fill(long.MinValue);
    }

    public DeviceCapacity Capacity { get; }

    /// <summary>Bytes of one group, for capacity planning.</summary>
    public long BlockBytes => (long)blockBytes;

    /// <summary>Equity by group at the current marks.</summary>
    public long* EquityMicro { get; }

    /// <summary>Watch level by group; long.MinValue for groups that are not open or not watched.</summary>
    public long* WatchMicro { get; }

    /// <summary>The columns are padded to whole vectors.</summary>
    public int PaddedGroups => (Capacity.Groups + 7) & ~7;

    public GroupHeader* Header(uint group)
    {
        Check.That(group < (uint)Capacity.Groups);
        return (GroupHeader*)(memory + (group * blockBytes));
    }

    /// <summary>
    /// Starts fetching what an order on the group will read whatever its instrument: all at once, where the check
    /// itself would find one missing line after the other. Changes nothing.
    /// </summary>
    public void Prefetch(uint group)
    {
        if (group >= (uint)Capacity.Groups || !Sse.IsSupported)
        {
            return;
        }

        byte* block = memory + (group * blockBytes);
        Fetch(block, (int)(scansOffset + scanBytes));
        Fetch((byte*)JointW((GroupHeader*)block), joint * sizeof(long));
        Sse.Prefetch0(EquityMicro + group);
    }

    /// <summary>
    /// Starts fetching what a change of one position will touch, once the look-up has told which that is: the
    /// position, its bucket, and for a trade the accumulators of L too. Changes nothing.
    /// </summary>
    public void PrefetchPosition(GroupHeader* header, int index, bool isTrade)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        // The bucket's number is beside the instrument's, so that position and bucket are fetched together.
        byte* bucket = (byte*)Bucket(header, Keys(header)[index] >> KeyBucketShift);
        byte* position = (byte*)(Positions(header) + index);
        Sse.Prefetch0(position);
        Sse.Prefetch0(position + sizeof(GroupPosition) - 1);
        Fetch(bucket, LineBytes);
        Fetch(bucket + (2 * LineBytes), LineBytes);
        Fetch((byte*)BucketW((GroupBucket*)bucket), RiskProfile.BucketEntries * sizeof(long));
        if (isTrade)
        {
            Fetch(bucket + LineBytes, LineBytes);
            Fetch((byte*)BucketL((GroupBucket*)bucket), RiskProfile.BucketEntries * sizeof(long));
            Fetch((byte*)JointL(header), joint * sizeof(long));
        }
    }

    /// <summary>Instrument and bucket of each position in one number, dense: what a look-up reads.</summary>
    private static int* Keys(GroupHeader* header) => (int*)(header + 1);

    private static int Key(int instrument, int bucket) => instrument | (bucket << KeyBucketShift);

    private static void Fetch(byte* from, int bytes)
    {
        for (int at = 0; at < bytes; at += LineBytes)
        {
            Sse.Prefetch0(from + at);
        }
    }

    public GroupPosition* Positions(GroupHeader* header) => (GroupPosition*)((byte*)header + positionsOffset);

    /// <summary>Open value of each position, apart from the positions: orders do not read it.</summary>
    public long* OpenValues(GroupHeader* header) => (long*)((byte*)header + openValuesOffset);

    /// <summary>Scaled scan of each bucket, dense; valid with the kind's sums.</summary>
    public long* Scans(GroupHeader* header, MarginKind kind) =>
        (long*)((byte*)header + scansOffset + (kind == MarginKind.Initial ? 0 : scanBytes));

    public GroupBucket* Bucket(GroupHeader* header, int index) =>
        (GroupBucket*)((byte*)header + bucketsOffset + ((nuint)index * bucketBytes));

    public static long* BucketL(GroupBucket* bucket) => (long*)(bucket + 1);

    public static long* BucketW(GroupBucket* bucket) => (long*)(bucket + 1) + RiskProfile.BucketEntries;

    public long* JointL(GroupHeader* header) => (long*)((byte*)header + jointOffset);

    public long* JointW(GroupHeader* header) => JointL(header) + joint;

    public static int FindPosition(GroupHeader* header, int instrument)
    {
        int* keys = Keys(header);
        for (int p = 0; p < header->PositionCount; p++)
        {
            if ((keys[p] & KeyInstrumentMask) == instrument)
            {
                return p;
            }
        }

        return None;
    }

    public int FindBucket(GroupHeader* header, int underlying)
    {
        for (int b = 0; b < header->BucketCount; b++)
        {
            if (Bucket(header, b)->Underlying == underlying)
            {
                return b;
            }
        }

        return None;
    }

    /// <summary>Takes an empty position and, when the underlying is new to the group, an empty bucket.</summary>
    public int AddPosition(GroupHeader* header, int instrument, InstrumentRow* row)
    {
        Check.That(header->PositionCount < Capacity.GroupInstruments);
        int bucket = FindBucket(header, row->Underlying);
        if (bucket == None)
        {
            Check.That(header->BucketCount < Capacity.GroupBuckets);
            bucket = header->BucketCount++;
            GroupBucket* fresh = Bucket(header, bucket);
            new Span<byte>(fresh, (int)bucketBytes).Clear();
            fresh->Underlying = row->Underlying;
            Scans(header, MarginKind.Initial)[bucket] = 0;
            Scans(header, MarginKind.Maintenance)[bucket] = 0;
        }

        int index = header->PositionCount++;
        Keys(header)[index] = Key(instrument, bucket);
        Positions(header)[index] = new GroupPosition { Instrument = instrument, Bucket = bucket, Holder = None };
        OpenValues(header)[index] = 0;
        header->OptionCount += row->IsOption ? 1 : 0;
        Bucket(header, bucket)->PositionCount++;
        Bucket(header, bucket)->DatedCount += IsDated(row) ? 1 : 0;
        header->ComboCount += (byte)(row->LegCount > 0 ? 1 : 0);
        return index;
    }

    /// <summary>Gives back a position that holds and works nothing, and its bucket if it was the last in it.</summary>
    public void RemovePosition(GroupHeader* header, int index, InstrumentRow* row, HolderIndex holders)
    {
        GroupPosition* positions = Positions(header);
        Check.That(positions[index].Q == 0 && positions[index].Bx == 0 && positions[index].Sx == 0);
        Check.That(positions[index].Holder == None);
        int bucket = positions[index].Bucket;
        int last = --header->PositionCount;
        positions[index] = positions[last];
        Keys(header)[index] = Keys(header)[last];
        Check.That(OpenValues(header)[index] == 0);
        OpenValues(header)[index] = OpenValues(header)[last];
        header->OptionCount -= row->IsOption ? 1 : 0;
        if (index != last && positions[index].Holder != None)
        {
            holders.SetPosition(positions[index].Holder, index);
        }

        Bucket(header, bucket)->DatedCount -= IsDated(row) ? 1 : 0;
        header->ComboCount -= (byte)(row->LegCount > 0 ? 1 : 0);
        if (--Bucket(header, bucket)->PositionCount == 0)
        {
            RemoveBucket(header, bucket);
        }
    }

    public void Dispose()
    {
        HostMemory.Free(memory);
        HostMemory.Free(EquityMicro);
        HostMemory.Free(WatchMicro);
    }

    private void RemoveBucket(GroupHeader* header, int bucket)
    {
        int last = --header->BucketCount;
        if (bucket == last)
        {
            return;
        }

        Buffer.MemoryCopy(Bucket(header, last), Bucket(header, bucket), bucketBytes, bucketBytes);
        Scans(header, MarginKind.Initial)[bucket] = Scans(header, MarginKind.Initial)[last];
        Scans(header, MarginKind.Maintenance)[bucket] = Scans(header, MarginKind.Maintenance)[last];
        GroupPosition* positions = Positions(header);
        for (int p = 0; p < header->PositionCount; p++)
        {
            if (positions[p].Bucket == last)
            {
                positions[p].Bucket = bucket;
                Keys(header)[p] = Key(positions[p].Instrument, bucket);
            }
        }
    }

    // A combination has no expiry: its legs do.
    private static bool IsDated(InstrumentRow* row) => row->LegCount == 0 && row->Expiry != 0;

    private static nuint Align(nuint bytes) => (bytes + 63) & ~(nuint)63;
}
