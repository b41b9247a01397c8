using System;
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
    private const int Row = ScenarioKernels.BlockRow;
    private readonly DeviceState state;
    private readonly OrderCheck check;
    private readonly CommandPrefetch prefetch;
    private readonly OrderOps orders;
    private readonly TradeOps trades;
    private readonly CollateralOps collateral;
    private readonly LiquidationSizer sizer;
    private readonly GroupLifecycle lifecycle;

    /// <param name="capacity">Tables are allocated for exactly this.</param>
    /// <param name="snapshot">First epoch; must have no faults (<see cref="SnapshotCheck"/>).</param>
    /// <param name="width">Losses an instruction works on; the answers do not depend on it.</param>
    public SimDevice(DeviceCapacity capacity, RiskSnapshot snapshot, VectorWidth width = VectorWidth.Auto)
    {
        Check.That(SnapshotCheck.Faults(snapshot).Count == 0);
        state = new DeviceState(capacity, snapshot, width);
        check = new OrderCheck(state);
        prefetch = new CommandPrefetch(state);
        orders = new OrderOps(state);
        trades = new TradeOps(state, orders);
        collateral = new CollateralOps(state, orders);
        sizer = new LiquidationSizer(state, orders);
        lifecycle = new GroupLifecycle(state);
        LoadEpoch(snapshot);
    }

    public string Name => "sim";

    public DeviceCapacity Capacity => state.Store.Capacity;

    public uint Epoch => state.Epoch;

    /// <summary>The width in use, never Auto.</summary>
    public VectorWidth Width => state.Kernels.Width;

    /// <summary>Bytes one group takes with its share of the pool, for capacity planning.</summary>
    public long BytesPerGroup => (state.Store.TotalBytes + state.Equity.TotalBytes + state.Pools.TotalBytes)
        / Capacity.Groups;

    /// <summary>Bytes of all memory taken at start: groups, arrays, holders.</summary>
    public long TotalBytes => state.TotalBytes;

    public void LoadEpoch(RiskSnapshot snapshot)
    {
        Check.That(snapshot.Epoch > state.Epoch);
        state.Load(snapshot);
    }

    public void Hint(uint group) => state.Store.Prefetch(group);

    public void Execute(ReadOnlySpan<DeviceCommand> commands, Span<DeviceResult> results)
    {
        Check.That(commands.Length == results.Length);
        int length = commands.Length;
        for (int i = 0; i < Math.Min(length, CommandPrefetch.FarCommands); i++)
        {
            prefetch.Far(commands[i]);
        }

        for (int i = 0; i < Math.Min(length, CommandPrefetch.NearCommands); i++)
        {
            prefetch.Near(commands[i]);
        }

        for (int i = 0; i < length; i++)
        {
            if (i + CommandPrefetch.FarCommands < length)
            {
                prefetch.Far(commands[i + CommandPrefetch.FarCommands]);
            }

            if (i + CommandPrefetch.NearCommands < length)
            {
                prefetch.Near(commands[i + CommandPrefetch.NearCommands]);
            }

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
        for (int g = (int)Math.Min(firstGroup, (uint)padded) & -Row; g < padded && found < groups.Length; g += Row)
        {
            uint bits = state.Kernels.Below(equity + g, watch + g);
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
            // Closed groups hold zero; what is clamped, cut or lent would hide money, so it is taken apart. Pools are
            // the sums of others.
            GroupHeader* header = state.Store.Header(g);
            long equity = state.Store.EquityMicro[g];
            bool isPlain = header->AssetMask == 0 && header->OptionCount == 0
                && Math.Abs(equity) < FixedPoint.MoneyMax;
            bool isCounted = header->IsOpen != 0 && header->Kind != MarginGroupKind.Pool;
            total += !isCounted ? Int128.Zero : isPlain ? equity : state.Equity.Conserved(header);
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
        (long buys, long sells) = state.Legs.Own(header, position);
        // Members' opposite lots may leave a pool open value without lots: nothing is held then.
        bool isEmpty = position->Q == 0 && buys == 0 && sells == 0;
        long openValue = isEmpty ? 0 : state.Equity.OpenValueOf(header, index);
        return new PositionReading(instrument, position->Q, buys, sells, openValue);
    }

    public long ReadAsset(uint group, int asset)
    {
        bool isKnown = group < (uint)state.Store.Capacity.Groups && state.Equity.Assets.IsKnown(asset);
        return isKnown ? state.Equity.Assets.Balances(asset)[group] : 0;
    }

    public int ReadPool(uint pool, MarginKind kind, Span<PoolShare> shares)
    {
        GroupHeader* header = pool < (uint)state.Store.Capacity.Groups ? state.Store.Header(pool) : null;
        bool isPool = header != null && header->IsOpen != 0 && header->Kind == MarginGroupKind.Pool;
        return isPool ? state.Pools.Share(header, kind, shares) : 0;
    }

    public bool TryReadGroup(uint group, out GroupReading reading)
    {
        reading = default;
        GroupHeader* header = group < (uint)Capacity.Groups ? state.Store.Header(group) : null;
        if (header == null || header->IsOpen == 0)
        {
            return false;
        }

        GroupHeader* pool = state.Pools.PoolOf(header);
        reading = new GroupReading
        {
            Kind = header->Kind,
            IsStandard = header->IsStandard,
            IsolatedInstrument = header->Kind == MarginGroupKind.Isolated ? header->OnlyInstrument : -1,
            Pool = pool == null ? 0 : pool->Group,
            PoolLambdaQ32 = header->Kind == MarginGroupKind.Pool ? state.Pools.LambdaOf(header) : 0,
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
        int count = 0;
        for (int p = 0; p < header->PositionCount; p++)
        {
            (long buys, long sells) = state.Legs.Own(header, source + p);
            long openValue = state.Equity.OpenValueOf(header, p);
            PositionReading reading = new(source[p].Instrument, source[p].Q, buys, sells, openValue);
            if (reading is { Position: 0, WorkingBuys: 0, WorkingSells: 0 })
            {
                // Only a combination's leg: nothing of its own is held or worked in it.
                continue;
            }

            int at = count++;
            for (; at > 0 && positions[at - 1].Instrument > reading.Instrument; at--)
            {
                positions[at] = positions[at - 1];
            }

            positions[at] = reading;
        }

        return count;
    }

    public void StateHash(Span<byte> sha256) => StateDigest.Compute(state, sha256);

    public void Dispose() => state.Dispose();

    private void Dispatch(in DeviceCommand command, ref DeviceResult result)
    {
        switch (command.Op)
        {
            case DeviceOp.CheckOrder:
            case DeviceOp.EvaluateOrder:
                if (!check.TryPlace(command, ref result))
                {
                    orders.Place(command, ref result);
                }

                break;
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
                collateral.MoveCash(command, ref result);
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
            case DeviceOp.MoveAsset:
                collateral.MoveAsset(command, ref result);
                break;
            case DeviceOp.SetAssetPrice:
                collateral.SetAssetPrice(command, ref result);
                break;
            default:
                Check.That(command.Op == DeviceOp.None);
                break;
        }
    }

    private void SetMark(in DeviceCommand command, ref DeviceResult result)
    {
        bool isKnown = state.HasMark(command.Instrument);
        if (!isKnown || !CollateralOps.IsPrice(command))
        {
            orders.Refuse(null, isKnown ? ReasonCode.Range : ReasonCode.UnknownInstrument, ref result);
            return;
        }

        result.Amount = state.Equity.SetMark(command.Instrument, command.Value, command.Reserve);
        result.Verdict = DeviceVerdict.Accept;
        result.Epoch = state.Epoch;
    }

    private void Switch(in DeviceCommand command, ref DeviceResult result)
    {
        long end = Math.Min((long)command.Group + command.Lots, state.Store.Capacity.Groups);
        state.SwitchRange(command.Group, end);
        result.Verdict = DeviceVerdict.Accept;
        result.Epoch = state.Epoch;
    }

    private void Watch(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        Check.That(header != null && command.Value is >= 0 and <= (long)WatchLevel.Off);

        // A member is not watched: its pool is.
        GroupHeader* group = state.Pools.MarginGroup(header);
        group->Watch = (WatchLevel)command.Value;
        state.RefreshWatch(group);
        orders.Answer(header, DeviceVerdict.Accept, ref result);
    }

    private void Read(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        if (header == null)
        {
            orders.Refuse(header, ReasonCode.UnknownAccount, ref result);
            return;
        }

        orders.Answer(header, DeviceVerdict.Accept, ref result);
    }

    private void Open(in DeviceCommand command, ref DeviceResult result)
    {
        ReasonCode reason = lifecycle.TryOpen(command, out GroupHeader* header);
        if (reason != ReasonCode.None)
        {
            orders.Refuse(header, reason, ref result);
            return;
        }

        orders.Answer(header, DeviceVerdict.Accept, ref result);
    }

    private void Close(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        ReasonCode reason = header == null ? ReasonCode.UnknownAccount : lifecycle.TryClose(command.Group, header);
        if (reason != ReasonCode.None)
        {
            orders.Refuse(header, reason, ref result);
            return;
        }

        result.Verdict = DeviceVerdict.Accept;
    }
}
