using System;

namespace Appliance.Margin;

/// <summary>How large a device is built. Fixed at start; every table is allocated from it.</summary>
/// <param name="Groups">Group ids are below this.</param>
/// <param name="GroupInstruments">Instruments one group may hold or work, at most Limits.GroupInstrumentsMax.</param>
/// <param name="GroupBuckets">Underlyings one group may be exposed to, at most Limits.GroupBucketsMax.</param>
/// <param name="TotalBuckets">
/// Underlyings all groups together may be exposed to, counted once a group; 0 stands for Groups x GroupBuckets. When
/// they are all in use a group gets no further underlying: the same reason as when its own room is full.
/// </param>
public readonly record struct DeviceCapacity(
    int Groups, int GroupInstruments, int GroupBuckets, long TotalBuckets = 0);

/// <summary>What a group holds of one instrument. Q signed; B and S working lots; open value micro.</summary>
public readonly record struct PositionReading(
    int Instrument, long Position, long WorkingBuys, long WorkingSells, long OpenValueMicro = 0);

/// <summary>Primary state of a group beside positions and assets; money micro.</summary>
public readonly record struct GroupReading
{
    public MarginGroupKind Kind { get; init; }

    public bool IsStandard { get; init; }

    /// <summary>The only instrument of an isolated group, else -1.</summary>
    public int IsolatedInstrument { get; init; }

    /// <summary>The pool of a member.</summary>
    public uint Pool { get; init; }

    /// <summary>lambda of a pool, Q32.</summary>
    public ulong PoolLambdaQ32 { get; init; }

    public long CashMicro { get; init; }

    public long ReservesMicro { get; init; }

    /// <summary>The epoch the group is on.</summary>
    public uint Epoch { get; init; }
}

/// <summary>One member of a pool: its standalone requirement and its share of the pool's, micro.</summary>
public readonly record struct PoolShare(uint Member, long StandaloneMicro, long ShareMicro);

/// <summary>
/// Anything that answers the two expensive questions: may this order be accepted, and who must be liquidated. All
/// implementations give the same bits for the same commands (host/MARGIN.md). One thread calls a device at a time.
/// A batch of N commands gives exactly the results of N single ones, wherever it is cut.
/// </summary>
public interface IMarginDevice : IDisposable
{
    /// <summary>Short name for reports: sim, opencl, rtl.</summary>
    string Name { get; }

    DeviceCapacity Capacity { get; }

    /// <summary>Epoch number of the newest loaded snapshot.</summary>
    uint Epoch { get; }

    /// <summary>
    /// Makes a snapshot the newest epoch. Its shape (profile, instruments, underlyings) must equal the first one's;
    /// the device copies what it needs. Groups switch at their next command or a Switch that covers them.
    /// </summary>
    void LoadEpoch(RiskSnapshot snapshot);

    /// <summary>
    /// A command on the group is coming soon: fetch what it will need. Changes nothing, any id is allowed, and a
    /// device to which it means nothing does nothing.
    /// </summary>
    void Hint(uint group)
    {
    }

    /// <summary>Executes commands in order; results[i] answers commands[i]. Lengths must be equal.</summary>
    void Execute(ReadOnlySpan<DeviceCommand> commands, Span<DeviceResult> results);

    /// <summary>
    /// Ids, ascending, of open groups from <paramref name="firstGroup"/> on whose equity is below their watch level
    /// (<see cref="WatchLevel"/>) by the epoch each is on. Fills <paramref name="groups"/> and returns how many;
    /// when that
    /// is all of it, go on from the last id + 1.
    /// </summary>
    int Scan(uint firstGroup, Span<uint> groups);

    /// <summary>
    /// Sum over all groups that are not pools of cash + sum Q * mark, micro, no haircut: one side of the conservation
    /// identity. Collateral assets are conserved each by itself.
    /// </summary>
    Int128 TotalEquity();

    /// <summary>Kind, cash, reserves and epoch of an open group; a pool's money is the sum of its members'.</summary>
    bool TryReadGroup(uint group, out GroupReading reading);

    /// <summary>What a group holds and works in one instrument; zeros when nothing.</summary>
    PositionReading ReadPosition(uint group, int instrument);

    /// <summary>Positions of a group in ascending instrument order; returns how many.</summary>
    int ReadPositions(uint group, Span<PositionReading> positions);

    /// <summary>Balance of a collateral asset, 1e-8 units; 0 when the group or the asset is not known.</summary>
    long ReadAsset(uint group, int asset);

    /// <summary>
    /// The members of a pool, ascending, and what each bears of the pool's requirement without reserves
    /// (LargestRemainder over their standalone requirements); returns how many. 0 when it is no open pool.
    /// </summary>
    int ReadPool(uint pool, MarginKind kind, Span<PoolShare> shares);

    /// <summary>
    /// SHA-256 over the canonical bytes of all primary state (MARGIN.md section 8), which does not depend on layout,
    /// epoch switching or device kind.
    /// </summary>
    void StateHash(Span<byte> sha256);
}
