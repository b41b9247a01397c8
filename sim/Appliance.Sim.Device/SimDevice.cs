using System;
using System.Runtime.Intrinsics;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// The normative model of the hardware in vectorised C#, and the default device. All memory is taken at start;
/// commands allocate nothing, and what a command cannot do is a reason in its result. Commands that only a broken
/// host could send (releasing lots that are not working) stop the process.
/// </summary>
public sealed unsafe class SimDevice : IMarginDevice
{
    private readonly DeviceState state;
    private readonly OrderOps orders;
    private readonly TradeOps trades;
    private readonly LiquidationSizer sizer;

    /// <param name="capacity">Tables are allocated for exactly this.</param>
    /// <param name="snapshot">First epoch; must have no faults (<see cref="SnapshotCheck"/>).</param>
    public SimDevice(DeviceCapacity capacity, RiskSnapshot snapshot)
    {
        Check.That(SnapshotCheck.Faults(snapshot).Count == 0);
        state = new DeviceState(capacity, snapshot);
        orders = new OrderOps(state);
        trades = new TradeOps(state, orders);
        sizer = new LiquidationSizer(state, orders);
        LoadEpoch(snapshot);
    }

    public string Name => "sim";

    public DeviceCapacity Capacity => state.Store.Capacity;

    public uint Epoch => state.Epoch;

    /// <summary>Bytes one group takes, for capacity planning.</summary>
    public long BytesPerGroup => state.Store.BlockBytes + (2 * sizeof(long));

    public void LoadEpoch(RiskSnapshot snapshot)
    {
        Check.That(snapshot.Profile == state.Snapshot.Profile);
        Check.That(snapshot.Instruments.Length == state.Snapshot.Instruments.Length);
        Check.That(snapshot.Epoch > state.Epoch);
        state.Arrays.CopyFrom(snapshot);
        state.Epoch = snapshot.Epoch;
    }

    public void Hint(uint group) => state.Store.Prefetch(group);

    public void Execute(ReadOnlySpan<DeviceCommand> commands, Span<DeviceResult> results)
    {
        Check.That(commands.Length == results.Length);
        for (int i = 0; i < commands.Length; i++)
        {
            results[i] = default;
            Dispatch(commands[i], ref results[i]);
        }
    }

    public int Scan(uint firstGroup, Span<uint> groups)
    {
        int found = 0;
        int padded = state.Store.PaddedGroups;
        long* equity = state.Store.EquityMicro;
        long* watch = state.Store.WatchMicro;
        for (int g = (int)Math.Min(firstGroup, (uint)padded) & ~7; g < padded && found < groups.Length; g += 8)
        {
            Vector512<long> isBelow = Vector512.LessThan(Vector512.Load(equity + g), Vector512.Load(watch + g));
            ulong bits = isBelow.ExtractMostSignificantBits();
            for (; bits != 0 && found < groups.Length; bits &= bits - 1)
            {
                uint group = (uint)(g + System.Numerics.BitOperations.TrailingZeroCount(bits));
                if (group >= firstGroup)
                {
                    groups[found++] = group;
                }
            }
        }

        return found;
    }

    public Int128 TotalEquity()
    {
        Int128 total = Int128.Zero;
        for (uint g = 0; g < (uint)state.Store.Capacity.Groups; g++)
        {
            // Closed groups hold zero; a clamped value would hide money, so it is taken apart.
            long equity = state.Store.EquityMicro[g];
            bool isClamped = equity == FixedPoint.MoneyMax || equity == -FixedPoint.MoneyMax;
            total += isClamped ? state.ExactEquity(state.Store.Header(g)) : equity;
        }

        return total;
    }

    public PositionReading ReadPosition(uint group, int instrument)
    {
        GroupHeader* header = state.Store.Header(group);
        int index = GroupStore.FindPosition(header, instrument);
        if (index < 0)
        {
            return new PositionReading(instrument, 0, 0, 0);
        }

        GroupPosition* position = state.Store.Positions(header) + index;
        return new PositionReading(instrument, position->Q, position->B, position->S);
    }

    public long ReadAsset(uint group, int asset) => 0;

    public int ReadPool(uint pool, MarginKind kind, Span<PoolShare> shares) => 0;

    public bool TryReadGroup(uint group, out GroupReading reading)
    {
        reading = default;
        GroupHeader* header = group < (uint)Capacity.Groups ? state.Store.Header(group) : null;
        if (header == null || header->IsOpen == 0)
        {
            return false;
        }

        reading = new GroupReading
        {
            IsolatedInstrument = -1,
            CashMicro = header->CashMicro,
            ReservesMicro = header->ReservesMicro,
            Epoch = header->Epoch,
        };
        return true;
    }

    public int ReadPositions(uint group, Span<PositionReading> positions)
    {
        // Primary state only: reading must not switch the group, or asking would change what a scan finds.
        GroupHeader* header = state.Store.Header(group);
        if (header->IsOpen == 0)
        {
            return 0;
        }

        Check.That(header->PositionCount <= positions.Length);
        GroupPosition* source = state.Store.Positions(header);
        for (int p = 0; p < header->PositionCount; p++)
        {
            PositionReading reading = new(source[p].Instrument, source[p].Q, source[p].B, source[p].S);
            int at = p;
            for (; at > 0 && positions[at - 1].Instrument > reading.Instrument; at--)
            {
                positions[at] = positions[at - 1];
            }

            positions[at] = reading;
        }

        return header->PositionCount;
    }

    public void StateHash(Span<byte> sha256) => StateDigest.Compute(this, state, sha256);

    public void Dispose() => state.Dispose();

    private void Dispatch(in DeviceCommand command, ref DeviceResult result)
    {
        switch (command.Op)
        {
            case DeviceOp.CheckOrder:
            case DeviceOp.ReserveOrder:
            case DeviceOp.ReplaceOrder:
                orders.Place(command, ref result);
                break;
            case DeviceOp.ReleaseOrder:
                orders.Release(command, ref result);
                break;
            case DeviceOp.Fill:
                trades.Fill(command, ref result);
                break;
            case DeviceOp.SetMark:
                SetMark(command, ref result);
                break;
            case DeviceOp.Switch:
                Switch(command, ref result);
                break;
            case DeviceOp.Trade:
                trades.Trade(command, ref result);
                break;
            case DeviceOp.MoveCash:
                trades.MoveCash(command, ref result);
                break;
            default:
                DispatchRare(command, ref result);
                break;
        }
    }

    private void DispatchRare(in DeviceCommand command, ref DeviceResult result)
    {
        switch (command.Op)
        {
            case DeviceOp.EvaluateClose:
                sizer.EvaluateClose(command, ref result);
                break;
            case DeviceOp.SizeLiquidation:
                sizer.Size(command, ref result);
                break;
            case DeviceOp.ReadGroup:
                Read(command, ref result);
                break;
            case DeviceOp.Watch:
                Watch(command, ref result);
                break;
            case DeviceOp.OpenGroup:
                Open(command, ref result);
                break;
            case DeviceOp.CloseGroup:
                Close(command, ref result);
                break;
            default:
                Check.That(command.Op == DeviceOp.None);
                break;
        }
    }

    private void SetMark(in DeviceCommand command, ref DeviceResult result)
    {
        bool isKnown = state.IsKnown(command.Instrument);
        if (!isKnown || command.Value is <= 0 or >= Limits.PerLotLimit)
        {
            orders.Refuse(0, null, isKnown ? ReasonCode.Range : ReasonCode.UnknownInstrument, ref result);
            return;
        }

        result.Amount = state.SetMark(command.Instrument, command.Value);
        result.Verdict = DeviceVerdict.Accept;
        result.Epoch = state.Epoch;
    }

    private void Switch(in DeviceCommand command, ref DeviceResult result)
    {
        long end = Math.Min((long)command.Group + command.Lots, state.Store.Capacity.Groups);
        for (long g = command.Group; g < end; g++)
        {
            state.TryTouch((uint)g);
        }

        result.Verdict = DeviceVerdict.Accept;
        result.Epoch = state.Epoch;
    }

    private void Watch(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        Check.That(header != null && command.Value is >= 0 and <= (long)WatchLevel.Off);
        header->Watch = (WatchLevel)command.Value;
        state.RefreshWatch(command.Group, header);
        orders.Answer(command.Group, header, DeviceVerdict.Accept, ref result);
    }

    private void Read(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        if (header == null)
        {
            orders.Refuse(command.Group, header, ReasonCode.UnknownAccount, ref result);
            return;
        }

        orders.Answer(command.Group, header, DeviceVerdict.Accept, ref result);
    }

    private void Open(in DeviceCommand command, ref DeviceResult result)
    {
        bool isFree = command.Group < (uint)state.Store.Capacity.Groups
            && state.Store.Header(command.Group)->IsOpen == 0;
        if (!isFree)
        {
            orders.Refuse(0, null, ReasonCode.DuplicateDefinition, ref result);
            return;
        }

        GroupHeader* header = state.Store.Header(command.Group);
        *header = new GroupHeader { IsOpen = 1 };
        state.Store.EquityMicro[command.Group] = 0;
        state.SwitchEpoch(command.Group, header);
        orders.Answer(command.Group, header, DeviceVerdict.Accept, ref result);
    }

    private void Close(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        if (header == null || header->PositionCount > 0 || header->CashMicro != 0)
        {
            ReasonCode reason = header == null ? ReasonCode.UnknownAccount : ReasonCode.BadDefinition;
            orders.Refuse(command.Group, header, reason, ref result);
            return;
        }

        header->IsOpen = 0;
        state.Store.WatchMicro[command.Group] = long.MinValue;
        result.Verdict = DeviceVerdict.Accept;
    }
}
