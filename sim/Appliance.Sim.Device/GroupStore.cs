using System;
using System.Runtime.Intrinsics.X86;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// Memory of all groups: one aligned block each (<see cref="GroupLayout"/>), buckets in it or from a bounded pool,
/// and dense columns: position keys, equity, watch level. Allocated and touched once at start. Groups come in no
/// order, so each line of a block is a miss; what one command reads lies in few and neighbouring lines.
/// </summary>
internal sealed unsafe class GroupStore : IDisposable
{
    private const int None = PositionKeys.None;
    private const int LineBytes = 64;
    private const int BlockBytes = RiskProfile.BucketEntries * sizeof(long);
    private readonly GroupLayout layout;
    private readonly byte* memory;
    private readonly ushort* keys;
    private readonly GroupBucket* pool;
    private readonly int* slots;
    private readonly nuint blockBytes;
    private readonly bool isPooled;
    private int freeSlot = None;

    public GroupStore(DeviceCapacity capacity, RiskProfile profile)
    {
        layout = new GroupLayout(capacity, profile);
        Capacity = capacity;
        blockBytes = (nuint)layout.BlockBytes;
        isPooled = layout.IsPooled;
        memory = (byte*)HostMemory.Allocate(blockBytes * (nuint)capacity.Groups);
        keys = (ushort*)HostMemory.Allocate((nuint)(layout.Groups * layout.KeysPerGroup * sizeof(ushort)));
        for (long g = 0; g < layout.Groups; g++)
        {
            GroupHeader* header = Header((uint)g);
            header->Group = (uint)g;
            header->Keys = Keys((uint)g);
            new Span<ushort>(header->Keys, layout.KeysPerGroup).Fill(PositionKeys.Empty);
        }

        if (isPooled)
        {
            pool = (GroupBucket*)HostMemory.Allocate((nuint)(layout.PoolBuckets * sizeof(GroupBucket)));
            slots = (int*)HostMemory.Allocate((nuint)(layout.Groups * layout.SlotsPerGroup * sizeof(int)));
            for (long s = layout.PoolBuckets - 1; s >= 0; s--)
            {
                GiveSlot((int)s);
            }
        }

        EquityMicro = (long*)HostMemory.Allocate((nuint)(PaddedGroups * sizeof(long)));
        WatchMicro = (long*)HostMemory.Allocate((nuint)(PaddedGroups * sizeof(long)));
        new Span<long>(WatchMicro, PaddedGroups).Fill(long.MinValue);
    }

    public DeviceCapacity Capacity { get; }

    /// <summary>Bytes of everything here, for capacity planning.</summary>
    public long TotalBytes => layout.TotalBytes;

    /// <summary>Equity by group at the current marks.</summary>
    public long* EquityMicro { get; }

    /// <summary>Watch level by group; long.MinValue for groups that are not open or not watched.</summary>
    public long* WatchMicro { get; }

    /// <summary>The columns are padded to whole vectors.</summary>
    public int PaddedGroups => (int)layout.PaddedGroups;

    public GroupHeader* Header(uint group)
    {
        Check.That(group < (uint)Capacity.Groups);
        return (GroupHeader*)(memory + (group * blockBytes));
    }

    /// <summary>Keys in each row.</summary>
    public int KeysPerGroup => layout.KeysPerGroup;

    /// <summary>The group's row of position keys.</summary>
    public ushort* Keys(uint group) => keys + ((long)group * layout.KeysPerGroup);

    /// <summary>A group that holds nothing, open.</summary>
    public void Reset(GroupHeader* header)
    {
        uint group = header->Group;
        *header = default;
        header->IsOpen = 1;
        header->Group = group;
        header->Keys = Keys(group);
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
        Fetch(block, (int)(layout.JointWOffset + layout.JointBytes));
        Fetch(block + layout.ScansOffset, (int)layout.ScanBytes);
        Sse.Prefetch0(Keys(group));
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
        byte* bucket = (byte*)Bucket(header, PositionKeys.Bucket(header->Keys[index]));
        Sse.Prefetch0(Positions(header) + index);
        Fetch(bucket, isTrade ? sizeof(GroupBucket) : GroupBucket.WOffset + BlockBytes);
        if (isTrade)
        {
            Fetch((byte*)JointL(header), (int)layout.JointBytes);
        }
    }

    /// <summary>Starts fetching the row that tells where the group's positions lie. Changes nothing.</summary>
    public void PrefetchRow(uint group)
    {
        Sse.Prefetch0(Keys(group));
        if (isPooled)
        {
            Sse.Prefetch0(slots + ((long)group * layout.SlotsPerGroup));
        }
    }

    /// <summary>Starts fetching all that a command on the group's position will touch. Changes nothing.</summary>
    public void PrefetchCommand(uint group, int instrument, bool isTrade)
    {
        GroupHeader* header = (GroupHeader*)(memory + (group * blockBytes));
        Fetch((byte*)header, (int)(layout.JointWOffset + layout.JointBytes));
        Sse.Prefetch0(EquityMicro + group);
        ushort* row = Keys(group);
        int index = PositionKeys.Find(row, layout.KeysPerGroup, instrument);
        int bucketIndex = index < 0 ? Limits.GroupBucketsMax : PositionKeys.Bucket(row[index]);
        if (bucketIndex >= Capacity.GroupBuckets)
        {
            return;
        }

        GroupBucket* bucket = isPooled
            ? pool + slots[((long)group * layout.SlotsPerGroup) + bucketIndex]
            : (GroupBucket*)((byte*)header + (nuint)layout.BucketsOffset) + bucketIndex;
        Sse.Prefetch0(Positions(header) + index);
        Fetch((byte*)bucket, isTrade ? sizeof(GroupBucket) : GroupBucket.WOffset + BlockBytes);
        if (isTrade)
        {
            Fetch((byte*)JointL(header), (int)layout.JointBytes);
        }
    }

    public GroupPosition* Positions(GroupHeader* header) =>
        (GroupPosition*)((byte*)header + (nuint)layout.PositionsOffset);

    /// <summary>Open value of each position, apart from the positions: orders do not read it.</summary>
    public long* OpenValues(GroupHeader* header) => (long*)((byte*)header + (nuint)layout.OpenValuesOffset);

    /// <summary>Scaled scan of each bucket, dense; valid with the kind's sums.</summary>
    public long* Scans(GroupHeader* header, MarginKind kind) =>
        (long*)((byte*)header + layout.ScansOffset + (kind == MarginKind.Initial ? 0 : layout.ScanBytes));

    public GroupBucket* Bucket(GroupHeader* header, int index) => isPooled
        ? pool + Slots(header)[index]
        : (GroupBucket*)((byte*)header + (nuint)layout.BucketsOffset) + index;

    public static long* BucketL(GroupBucket* bucket) => (long*)((byte*)bucket + GroupBucket.LOffset);

    public static long* BucketW(GroupBucket* bucket) => (long*)((byte*)bucket + GroupBucket.WOffset);

    public long* JointL(GroupHeader* header) => (long*)((byte*)header + (nuint)layout.JointLOffset);

    public long* JointW(GroupHeader* header) => (long*)((byte*)header + (nuint)layout.JointWOffset);

    public static int FindPosition(GroupHeader* header, int instrument)
    {
        int index = PositionKeys.Find(header->Keys, PositionKeys.RowKeys(header->PositionCount), instrument);
        return index < header->PositionCount ? index : None;
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

    /// <summary>Whether the group can take one more bucket: its own room, and the pool's.</summary>
    public bool HasRoomForBucket(GroupHeader* header) =>
        header->BucketCount < Capacity.GroupBuckets && (!isPooled || freeSlot != None);

    /// <summary>Takes an empty position and, when the underlying is new to the group, an empty bucket.</summary>
    public int AddPosition(GroupHeader* header, int instrument, InstrumentRow* row)
    {
        Check.That(header->PositionCount < Capacity.GroupInstruments);
        int bucket = FindBucket(header, row->Underlying);
        if (bucket == None)
        {
            bucket = AddBucket(header, row->Underlying);
        }

        int index = header->PositionCount++;
        header->Keys[index] = PositionKeys.Key(instrument, bucket);
        Positions(header)[index] = new GroupPosition
        {
            Instrument = (ushort)instrument,
            Bucket = (ushort)bucket,
            Holder = None,
        };
        OpenValues(header)[index] = 0;
        header->OptionCount += row->IsOption ? 1 : 0;
        Bucket(header, bucket)->PositionCount++;
        Bucket(header, bucket)->DatedCount += (short)(IsDated(row) ? 1 : 0);
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
        header->Keys[index] = header->Keys[last];
        header->Keys[last] = PositionKeys.Empty;
        Check.That(OpenValues(header)[index] == 0);
        OpenValues(header)[index] = OpenValues(header)[last];
        header->OptionCount -= row->IsOption ? 1 : 0;
        if (index != last && positions[index].Holder != None)
        {
            holders.SetPosition(positions[index].Holder, index);
        }

        Bucket(header, bucket)->DatedCount -= (short)(IsDated(row) ? 1 : 0);
        header->ComboCount -= (byte)(row->LegCount > 0 ? 1 : 0);
        if (--Bucket(header, bucket)->PositionCount == 0)
        {
            RemoveBucket(header, bucket);
        }
    }

    public void Dispose()
    {
        HostMemory.Free(memory);
        HostMemory.Free(keys);
        HostMemory.Free(pool);
        HostMemory.Free(slots);
        HostMemory.Free(EquityMicro);
        HostMemory.Free(WatchMicro);
    }

    private static void Fetch(byte* from, int bytes)
    {
        for (int at = 0; at < bytes; at += LineBytes)
        {
            Sse.Prefetch0(from + at);
        }
    }

    private int* Slots(GroupHeader* header) => slots + ((long)header->Group * layout.SlotsPerGroup);

    private int AddBucket(GroupHeader* header, int underlying)
    {
        Check.That(HasRoomForBucket(header));
        int bucket = header->BucketCount++;
        if (isPooled)
        {
            Slots(header)[bucket] = TakeSlot();
        }

        GroupBucket* fresh = Bucket(header, bucket);
        new Span<byte>(fresh, sizeof(GroupBucket)).Clear();
        fresh->Underlying = underlying;
        Scans(header, MarginKind.Initial)[bucket] = 0;
        Scans(header, MarginKind.Maintenance)[bucket] = 0;
        return bucket;
    }

    // The last bucket takes the place of the one that goes: by its slot number, or moved as it is.
    private void RemoveBucket(GroupHeader* header, int bucket)
    {
        int last = --header->BucketCount;
        if (isPooled)
        {
            int* row = Slots(header);
            GiveSlot(row[bucket]);
            row[bucket] = row[last];
        }
        else if (bucket != last)
        {
            Buffer.MemoryCopy(
                Bucket(header, last), Bucket(header, bucket), sizeof(GroupBucket), sizeof(GroupBucket));
        }

        if (bucket == last)
        {
            return;
        }

        Scans(header, MarginKind.Initial)[bucket] = Scans(header, MarginKind.Initial)[last];
        Scans(header, MarginKind.Maintenance)[bucket] = Scans(header, MarginKind.Maintenance)[last];
        GroupPosition* positions = Positions(header);
        for (int p = 0; p < header->PositionCount; p++)
        {
            if (positions[p].Bucket == last)
            {
                positions[p].Bucket = (ushort)bucket;
                header->Keys[p] = PositionKeys.Key(positions[p].Instrument, bucket);
            }
        }
    }

    // A combination has no expiry: its legs do.
    private static bool IsDated(InstrumentRow* row) => row->LegCount == 0 && row->Expiry != 0;

    // Free slots are a list through the buckets themselves.
    private int TakeSlot()
    {
        int slot = freeSlot;
        Check.That(slot != None);
        freeSlot = pool[slot].Underlying;
        return slot;
    }

    private void GiveSlot(int slot)
    {
        pool[slot].Underlying = freeSlot;
        freeSlot = slot;
    }
}
