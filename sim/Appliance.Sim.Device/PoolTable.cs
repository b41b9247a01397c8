using System;
using System.Runtime.InteropServices;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// Which groups are margined as one (MARGIN.md sections 4 and 5). A pool has a block like any group, which holds the
/// sums over its members; here are its members, ascending, and the sums of their standalone requirements, so that the
/// pool's requirement follows from three numbers.
/// </summary>
internal sealed unsafe class PoolTable : IDisposable
{
    /// <summary>Ends a list of members.</summary>
    public const int None = -1;

    private readonly GroupStore store;
    private readonly Row* rows;

    public PoolTable(GroupStore store)
    {
        this.store = store;
        rows = (Row*)HostMemory.Allocate((nuint)store.Capacity.Groups * (nuint)sizeof(Row));
    }

    /// <summary>Bytes of all rows.</summary>
    public long TotalBytes => BytesFor(store.Capacity.Groups);

    /// <summary>Bytes of a table for so many groups, for capacity planning.</summary>
    public static long BytesFor(long groups) => groups * sizeof(Row);

    /// <summary>The pool of a member; null for every other group.</summary>
    public GroupHeader* PoolOf(GroupHeader* header) =>
        header->Kind == MarginGroupKind.Member ? store.Header(rows[header->Group].Pool) : null;

    /// <summary>The group whose margin decides: the pool of a member, else the group itself.</summary>
    public GroupHeader* MarginGroup(GroupHeader* header) =>
        header->Kind == MarginGroupKind.Member ? store.Header(rows[header->Group].Pool) : header;

    public int CountOf(GroupHeader* pool) => rows[pool->Group].Count;

    public ulong LambdaOf(GroupHeader* pool) => rows[pool->Group].LambdaQ32;

    /// <summary>The member with the lowest id, or <see cref="None"/>.</summary>
    public int First(GroupHeader* pool) => rows[pool->Group].First;

    /// <summary>The next member of the same pool by id, or <see cref="None"/>.</summary>
    public int Next(int member) => rows[member].Next;

    /// <summary>A new pool without members.</summary>
    public void Open(GroupHeader* pool, ulong lambdaQ32) =>
        rows[pool->Group] = new Row { First = None, Next = None, LambdaQ32 = lambdaQ32 };

    /// <summary>A new, empty member with no requirement; the pool must have room.</summary>
    public void Join(GroupHeader* pool, GroupHeader* member)
    {
        Row* row = rows + pool->Group;
        Check.That(row->Count < Limits.PoolMembersMax);
        row->Count++;
        int id = (int)member->Group;
        int* link = &row->First;
        while (*link != None && *link < id)
        {
            link = &rows[*link].Next;
        }

        rows[id] = new Row { Pool = pool->Group, First = None, Next = *link };
        *link = id;
    }

    /// <summary>An empty member leaves its pool.</summary>
    public void Leave(GroupHeader* member)
    {
        SetRequirement(member, MarginKind.Initial, 0, false);
        SetRequirement(member, MarginKind.Maintenance, 0, false);
        Row* row = rows + rows[member->Group].Pool;
        row->Count--;
        int* link = &row->First;
        while (*link != (int)member->Group)
        {
            Check.That(*link != None);
            link = &rows[*link].Next;
        }

        *link = rows[member->Group].Next;
    }

    /// <summary>Whether any member has a place for the instrument: then its pool needs one.</summary>
    public bool IsTaken(GroupHeader* pool, int instrument)
    {
        for (int m = First(pool); m != None; m = Next(m))
        {
            if (GroupStore.FindPosition(store.Header((uint)m), instrument) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A group's own Req; of a member its pool's sum follows.</summary>
    public void SetRequirement(GroupHeader* header, MarginKind kind, long micro, bool isSaturated)
    {
        byte flag = (byte)(isSaturated ? 1 : 0);
        bool isMember = header->Kind == MarginGroupKind.Member;
        if (kind == MarginKind.Initial)
        {
            if (isMember)
            {
                Row* row = rows + rows[header->Group].Pool;
                row->SumW += (Int128)micro - header->RequirementW;
                row->SaturatedW += flag - header->IsSaturatedW;
            }

            header->RequirementW = micro;
            header->IsSaturatedW = flag;
            return;
        }

        if (isMember)
        {
            Row* row = rows + rows[header->Group].Pool;
            row->SumL += (Int128)micro - header->RequirementL;
            row->SaturatedL += flag - header->IsSaturatedL;
        }

        header->RequirementL = micro;
        header->IsSaturatedL = flag;
    }

    /// <summary>
    /// Req of a margin group: its own, of a pool with the cap and the floor that its members give, or MoneyMax when
    /// the pool itself is out of range.
    /// </summary>
    public long Requirement(GroupHeader* group, MarginKind kind, out bool saturated)
    {
        bool isInitial = kind == MarginKind.Initial;
        long own = isInitial ? group->RequirementW : group->RequirementL;
        saturated = (isInitial ? group->IsSaturatedW : group->IsSaturatedL) != 0;
        return group->Kind == MarginGroupKind.Pool ? Pooled(group, own, isInitial, ref saturated) : own;
    }

    // Every Req_m is at most 2^62 and there are at most 64: the sum and its share of at most 1 stay far inside Int128.
    private long Pooled(GroupHeader* pool, long own, bool isInitial, ref bool saturated)
    {
        if (pool->IsOutOfRange != 0)
        {
            saturated = true;
            return FixedPoint.MoneyMax;
        }

        Row* row = rows + pool->Group;
        Int128 sum = isInitial ? row->SumW : row->SumL;
        saturated |= (isInitial ? row->SaturatedW : row->SaturatedL) != 0;
        Int128 floor = FixedPoint.MulCeilWide(sum, row->LambdaQ32);
        return FixedPoint.Saturate(Int128.Min(sum, Int128.Max(own, floor)), ref saturated);
    }

    /// <summary>
    /// What each member bears of the pool's Req, members ascending; returns how many. LargestRemainder over their own.
    /// </summary>
    public int Share(GroupHeader* pool, MarginKind kind, Span<PoolShare> shares)
    {
        int count = CountOf(pool);
        Check.That(count <= shares.Length);
        Span<long> own = stackalloc long[Limits.PoolMembersMax];
        Span<long> parts = stackalloc long[Limits.PoolMembersMax];
        int at = 0;
        for (int m = First(pool); m != None; m = Next(m), at++)
        {
            GroupHeader* member = store.Header((uint)m);
            own[at] = kind == MarginKind.Initial ? member->RequirementW : member->RequirementL;
        }

        LargestRemainder.Split(Requirement(pool, kind, out _), own[..count], parts[..count]);
        at = 0;
        for (int m = First(pool); m != None; m = Next(m), at++)
        {
            shares[at] = new PoolShare((uint)m, own[at], parts[at]);
        }

        return count;
    }

    public void Dispose() => HostMemory.Free(rows);

    // 80 bytes: links of a member, list and sums of a pool.
    [StructLayout(LayoutKind.Sequential)]
    private struct Row
    {
        /// <summary>Sum of the members' Req(IM, W).</summary>
        public Int128 SumW;

        /// <summary>Sum of the members' Req(MM, L).</summary>
        public Int128 SumL;
        public ulong LambdaQ32;
        public uint Pool;
        public int Next;
        public int First;
        public int Count;

        /// <summary>Members whose own Req saturated.</summary>
        public int SaturatedW;
        public int SaturatedL;
    }
}
