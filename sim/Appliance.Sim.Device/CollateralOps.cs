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
        if (header == null)
        {
            orders.Refuse(command.Group, header, ReasonCode.UnknownAccount, ref result);
            return;
        }

        Int128 cash = (Int128)header->CashMicro + command.Value;
        if (Int128.Abs(cash) > (Int128)FixedPoint.MoneyMax)
        {
            orders.Refuse(command.Group, header, ReasonCode.Range, ref result);
            return;
        }

        AddCash(header, command.Value);
        if (IsBarred(command, header))
        {
            AddCash(header, -command.Value);
            orders.Refuse(command.Group, header, ReasonCode.InsufficientCollateral, ref result);
            return;
        }

        orders.Answer(command.Group, header, DeviceVerdict.Accept, ref result);
    }

    /// <summary>Deposit or withdrawal of an asset; a risk-cancelling one moves its collateral instrument with it.</summary>
    public void MoveAsset(in DeviceCommand command, ref DeviceResult result)
    {
        GroupHeader* header = state.TryTouch(command.Group);
        ReasonCode reason = header == null ? ReasonCode.UnknownAccount : TryMove(command, header);
        if (reason != ReasonCode.None)
        {
            orders.Refuse(command.Group, header, reason, ref result);
            return;
        }

        orders.Answer(command.Group, header, DeviceVerdict.Accept, ref result);
    }

    /// <summary>A new price of an asset moves the equity of everyone who owns or owes it.</summary>
    public void SetAssetPrice(in DeviceCommand command, ref DeviceResult result)
    {
        bool isKnown = state.Equity.Assets.IsKnown(command.Instrument);
        if (!isKnown || !IsPrice(command))
        {
            orders.Refuse(0, null, isKnown ? ReasonCode.Range : ReasonCode.UnknownAsset, ref result);
            return;
        }

        result.Amount = state.Equity.SetAssetPrice(command.Instrument, command.Value, command.Reserve);
        result.Verdict = DeviceVerdict.Accept;
        result.Epoch = state.Epoch;
    }

    /// <summary>Whether value and average of a SetMark or SetAssetPrice are in range.</summary>
    public static bool IsPrice(in DeviceCommand command) =>
        command.Value is > 0 and < Limits.PerLotLimit && command.Reserve is >= 0 and < Limits.PerLotLimit;

    private void AddCash(GroupHeader* header, long micro)
    {
        header->CashMicro += micro;
        state.Equity.Settle(header);
        state.Equity.Move(header, micro);
    }

    // A withdrawal that is not forced must leave IMR <= E_IM, neither saturated.
    private bool IsBarred(in DeviceCommand command, GroupHeader* header)
    {
        if (command.Value >= 0 || (command.Flags & DeviceCommandFlags.Forced) != 0)
        {
            return false;
        }

        long initial = state.InitialMargin(header, out bool isInitialSaturated);
        long equity = state.Equity.Initial(header, out bool isEquitySaturated);
        return isInitialSaturated || isEquitySaturated || initial > equity;
    }

    private ReasonCode TryMove(in DeviceCommand command, GroupHeader* header)
    {
        int asset = command.Instrument;
        AssetTable assets = state.Equity.Assets;
        if (!assets.IsKnown(asset))
        {
            return ReasonCode.UnknownAsset;
        }

        Int128 balance = (Int128)assets.Balances(asset)[header->Group] + command.Value;
        if (Int128.Abs(balance) > (Int128)FixedPoint.MoneyMax)
        {
            return ReasonCode.Range;
        }

        if (balance < Int128.Zero && (command.Flags & DeviceCommandFlags.Forced) == 0)
        {
            return ReasonCode.InsufficientCollateral;
        }

        int instrument = state.Equity.Risk(asset).RiskInstrument;
        long lots = LotsOf(asset, (long)balance) - LotsOf(asset, (long)balance - command.Value);
        ReasonCode reason = lots == 0 ? ReasonCode.None : CheckRoom(header, instrument, lots);
        if (reason != ReasonCode.None)
        {
            return reason;
        }

        byte wasOutOfRange = header->IsOutOfRange;
        Apply(header, asset, (long)balance, lots);
        if (!IsBarred(command, header))
        {
            return ReasonCode.None;
        }

        // The exact inverse; what was out of range is made from scratch, as its accumulators mean nothing.
        header->IsOutOfRange |= wasOutOfRange;
        Apply(header, asset, (long)balance - command.Value, -lots);
        return ReasonCode.InsufficientCollateral;
    }

    // Lots of the collateral instrument that stand for a balance; none when the asset has no such instrument.
    private long LotsOf(int asset, long units)
    {
        AssetRisk risk = state.Equity.Risk(asset);
        return risk.RiskInstrument < 0 ? 0 : FixedPoint.FloorDiv(units, risk.LotUnits);
    }

    private ReasonCode CheckRoom(GroupHeader* header, int instrument, long signedLots)
    {
        ReasonCode reason = state.TryGetPosition(header, instrument, out int index);
        if (reason != ReasonCode.None)
        {
            return reason;
        }

        bool isInRange = state.IsWithinBounds(header, index, signedLots);
        state.DropIfEmpty(header, index);
        return isInRange ? ReasonCode.None : ReasonCode.Range;
    }

    // Balance, collateral position and requirements, where room and bounds are known.
    private void Apply(GroupHeader* header, int asset, long units, long signedLots)
    {
        if (signedLots != 0)
        {
            int instrument = state.Equity.Risk(asset).RiskInstrument;
            Check.That(state.TryGetPosition(header, instrument, out int index) == ReasonCode.None);
            state.Updates.ChangePosition(header->Group, header, index, signedLots);
            state.DropIfEmpty(header, index);
        }

        state.Equity.SetBalance(header, asset, units);
        state.RefreshDerived(header->Group, header);
    }
}
