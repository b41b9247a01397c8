using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>What a group brings in and takes out: cash and collateral assets, and what assets are worth.</summary>
internal sealed unsafe class CollateralOps
{
    private readonly DeviceState state;
    private readonly OrderOps orders;

    public CollateralOps(DeviceState state, OrderOps orders)
    {
        this.state = state;
        this.orders = orders;
    }

    /// <summary>Deposit or withdrawal. A withdrawal must leave IMR covered; a deposit only has to fit.</summary>
    public void MoveCash(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        if (header == null || header->Kind == MarginGroupKind.Pool)
        {
            orders.Refuse(header, ReasonCode.UnknownAccount, ref result);
            return;
        }

        GroupHeader* pool = state.Pools.PoolOf(header);
        bool isInRange = EquityBook.IsMoney((Int128)header->CashMicro + command.Value)
            && (pool == null || EquityBook.IsMoney((Int128)pool->CashMicro + command.Value));
        if (!isInRange)
        {
            orders.Refuse(header, ReasonCode.Range, ref result);
            return;
        }

        AddCash(header, pool, command.Value);
        if (IsBarred(command, header))
        {
            AddCash(header, pool, -command.Value);
            orders.Refuse(header, ReasonCode.InsufficientCollateral, ref result);
            return;
        }

        orders.Answer(header, DeviceVerdict.Accept, ref result);
    }

    /// <summary>Deposit or withdrawal of an asset; a risk-cancelling one moves its instrument with it.</summary>
    public void MoveAsset(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        bool isOpen = header != null && header->Kind != MarginGroupKind.Pool;
        ReasonCode reason = isOpen ? TryMove(command, header) : ReasonCode.UnknownAccount;
        if (reason != ReasonCode.None)
        {
            orders.Refuse(header, reason, ref result);
            return;
        }

        orders.Answer(header, DeviceVerdict.Accept, ref result);
    }

    /// <summary>A new price of an asset moves the equity of everyone who owns or owes it.</summary>
    public void SetAssetPrice(in DeviceCommand command, ref DeviceResult result)
    {
        bool isKnown = state.Equity.Assets.IsKnown(command.Instrument);
        if (!isKnown || !IsPrice(command))
        {
            orders.Refuse(null, isKnown ? ReasonCode.Range : ReasonCode.UnknownAsset, ref result);
            return;
        }

        state.Equity.SetAssetPrice(command.Instrument, command.Value, command.Reserve);
        result.Verdict = DeviceVerdict.Accept;
        result.Epoch = state.Epoch;
    }

    /// <summary>Whether value and average of a SetMark or SetAssetPrice are in range.</summary>
    public static bool IsPrice(in DeviceCommand command) =>
        command.Value is > 0 and < Limits.PerLotLimit && command.Reserve is >= 0 and < Limits.PerLotLimit;

    private void AddCash(GroupHeader* header, GroupHeader* pool, long micro)
    {
        state.Equity.AddCash(header, micro);
        if (pool != null)
        {
            state.Equity.AddCash(pool, micro);
        }
    }

    // A withdrawal that is not forced must leave IMR <= E_IM of the margin group, neither saturated.
    private bool IsBarred(in DeviceCommand command, GroupHeader* header)
    {
        if (command.Value >= 0 || (command.Flags & DeviceCommandFlags.Forced) != 0)
        {
            return false;
        }

        GroupHeader* group = state.Pools.MarginGroup(header);
        long initial = state.InitialMargin(group, out bool isInitialSaturated);
        long equity = state.Equity.Initial(group, out bool isEquitySaturated);
        return isInitialSaturated || isEquitySaturated || initial > equity;
    }

    private ReasonCode TryMove(in DeviceCommand command, GroupHeader* header)
    {
        int asset = command.Instrument;
        if (!state.Equity.Assets.IsKnown(asset))
        {
            return ReasonCode.UnknownAsset;
        }

        GroupHeader* pool = state.Pools.PoolOf(header);
        Int128 balance = (Int128)BalanceOf(header, asset) + command.Value;
        bool isInRange = EquityBook.IsMoney(balance)
            && (pool == null || EquityBook.IsMoney((Int128)BalanceOf(pool, asset) + command.Value));
        if (!isInRange)
        {
            return ReasonCode.Range;
        }

        if (balance < Int128.Zero && (command.Flags & DeviceCommandFlags.Forced) == 0)
        {
            return ReasonCode.InsufficientCollateral;
        }

        int instrument = state.Equity.Risk(asset).RiskInstrument;
        if (instrument >= 0 && header->Kind == MarginGroupKind.Isolated)
        {
            return ReasonCode.UnknownInstrument;
        }

        long lots = LotsOf(asset, (long)balance) - LotsOf(asset, (long)balance - command.Value);
        ReasonCode reason = lots == 0 ? ReasonCode.None : CheckRoom(header, pool, instrument, lots);
        return reason == ReasonCode.None ? Settle(command, header, pool, lots) : reason;
    }

    // Moves the balance where room and bounds are known, and back again when that may not be.
    private ReasonCode Settle(in DeviceCommand command, GroupHeader* header, GroupHeader* pool, long lots)
    {
        byte wasOutOfRange = header->IsOutOfRange;
        byte wasPoolOutOfRange = pool == null ? (byte)0 : pool->IsOutOfRange;
        Apply(header, pool, command.Instrument, command.Value, lots);
        if (!IsBarred(command, header))
        {
            return ReasonCode.None;
        }

        // The exact inverse; what was out of range is made from scratch, as its accumulators mean nothing.
        header->IsOutOfRange |= wasOutOfRange;
        if (pool != null)
        {
            pool->IsOutOfRange |= wasPoolOutOfRange;
        }

        Apply(header, pool, command.Instrument, -command.Value, -lots);
        return ReasonCode.InsufficientCollateral;
    }

    private long BalanceOf(GroupHeader* header, int asset) => state.Equity.Assets.Balances(asset)[header->Group];

    // Lots of the collateral instrument that stand for a balance; none when the asset has no such instrument.
    private long LotsOf(int asset, long units)
    {
        AssetRow risk = state.Equity.Risk(asset);
        return risk.RiskInstrument < 0 ? 0 : FixedPoint.FloorDiv(units, risk.LotUnits);
    }

    // Room of the group and of its pool, held together while they are asked, then the bounds of both; none is kept.
    private ReasonCode CheckRoom(GroupHeader* header, GroupHeader* pool, int instrument, long signedLots)
    {
        ReasonCode reason = state.TryGetPosition(header, instrument, out int index);
        if (reason != ReasonCode.None)
        {
            return reason;
        }

        bool isInRange = IsWithinBounds(header, index, signedLots);
        int poolIndex = -1;
        if (pool != null)
        {
            reason = state.TryGetPosition(pool, instrument, out poolIndex);
            isInRange &= reason != ReasonCode.None || IsWithinBounds(pool, poolIndex, signedLots);
        }

        state.DropIfEmpty(header, index);
        if (poolIndex >= 0)
        {
            state.DropIfEmpty(pool, poolIndex);
        }

        return reason != ReasonCode.None ? reason : isInRange ? ReasonCode.None : ReasonCode.Range;
    }

    private bool IsWithinBounds(GroupHeader* header, int index, long signedLots)
    {
        PositionMove move = new(index, signedLots, Int128.Zero);
        return state.IsWithinBounds(header, new ReadOnlySpan<PositionMove>(in move));
    }

    // Balance, collateral position and requirements of the group and of its pool.
    private void Apply(GroupHeader* header, GroupHeader* pool, int asset, long units, long signedLots)
    {
        Apply(header, asset, units, signedLots);
        if (pool != null)
        {
            Apply(pool, asset, units, signedLots);
        }
    }

    private void Apply(GroupHeader* header, int asset, long units, long signedLots)
    {
        if (signedLots != 0)
        {
            int instrument = state.Equity.Risk(asset).RiskInstrument;
            Check.That(state.TryGetPosition(header, instrument, out int index) == ReasonCode.None);
            state.Updates.MovePosition(header->Group, header, new PositionMove(index, signedLots, Int128.Zero));
            state.Updates.RefreshBucket(header, state.Store.Positions(header)[index].Bucket);
            state.DropIfEmpty(header, index);
        }

        state.Equity.SetBalance(header, asset, BalanceOf(header, asset) + units);
        state.RefreshDerived(header);
    }
}
