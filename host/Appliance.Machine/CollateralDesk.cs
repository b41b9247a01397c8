using Appliance.Core;
using Appliance.Margin;
using Appliance.Wire;

namespace Appliance.Machine;

/// <summary>Accounts come and go here, and so does money.</summary>
internal sealed class CollateralDesk
{
    // Wire quantities of the margin currency are 1e-8, money is 1e-6.
    private const long QuantityPerMicro = 100;
    private readonly MachineState state;

    public CollateralDesk(MachineState state) => this.state = state;

    public bool ApplyAdmin(in GroupAdminDecoder admin)
    {
        uint account = admin.Account;
        bool isApplied = account < (uint)state.Accounts.Capacity && admin.GroupID == account && admin.GroupKind
            == GroupKind.Cross && Apply(admin.GroupAdminAction, account);
        state.Counters.Add(isApplied ? MachineCounter.AdminApplied : MachineCounter.AdminRefused);
        return isApplied;
    }

    /// <summary>
    /// Deposits round down to the micro, withdrawals up. An Adjustment of the backstop account is a contribution to
    /// the insurance fund.
    /// </summary>
    public bool ApplyCollateral(in CollateralUpdateDecoder update)
    {
        bool isApplied = state.Accounts.IsOpen(update.Account)
            && update.AssetID == state.Config.MarginAssetId
            && update.QuantityMantissa > 0
            && Apply(update);
        if (!isApplied)
        {
            state.Counters.Add(MachineCounter.CollateralRefused);
        }

        return isApplied;
    }

    private bool Apply(in CollateralUpdateDecoder update)
    {
        long credit = update.QuantityMantissa / QuantityPerMicro;
        switch (update.CollAsgnTransType)
        {
            case CollateralAction.Deposit:
                return Deposit(update.Account, credit);
            case CollateralAction.Withdrawal:
                return Withdraw(update.Account, FixedPoint.CeilDiv(update.QuantityMantissa, QuantityPerMicro));
            case CollateralAction.Adjustment when update.Account == state.Config.BackstopAccount:
                return Contribute(credit);
            default:
                return false;
        }
    }

    private bool Deposit(uint account, long amountMicro)
    {
        if (!state.Ledger.CanDeposit(amountMicro))
        {
            return false;
        }

        state.Prepare(DeviceOp.MoveCash, account).Value = amountMicro;
        if (!state.Execute().IsAccepted)
        {
            return false;
        }

        state.Ledger.Deposit(amountMicro);
        state.Counters.Add(MachineCounter.Deposits);
        return true;
    }

    // Frozen while a call or liquidation is out and while the books may be wrong; otherwise the device asks that IMR
    // stays covered.
    private bool Withdraw(uint account, long amountMicro)
    {
        ref AccountState own = ref state.Accounts[account];
        bool isFree = own.Phase == MarginPhase.Healthy && !own.IsBlocked && account != state.Config.BackstopAccount;
        if (!isFree)
        {
            return false;
        }

        state.Prepare(DeviceOp.MoveCash, account).Value = -amountMicro;
        if (!state.Execute().IsAccepted)
        {
            return false;
        }

        state.Ledger.Withdraw(amountMicro);
        state.Counters.Add(MachineCounter.Withdrawals);
        return true;
    }

    private bool Contribute(long amountMicro)
    {
        if (!state.Ledger.CanDeposit(amountMicro))
        {
            return false;
        }

        state.Ledger.ContributeToFund(amountMicro);
        state.Counters.Add(MachineCounter.Deposits);
        return true;
    }

    private bool Apply(GroupAdminAction action, uint account)
    {
        if (action == GroupAdminAction.Open)
        {
            return Open(account);
        }

        if (!state.Accounts.IsOpen(account))
        {
            return false;
        }

        ref AccountState own = ref state.Accounts[account];
        switch (action)
        {
            case GroupAdminAction.Block:
                own.IsBlocked = true;
                return true;
            case GroupAdminAction.ReduceOnly:
                own.IsReduceOnly = true;
                return true;
            case GroupAdminAction.Unblock:
                return TryUnblock(account, ref own);
            case GroupAdminAction.Close:
                return Close(account, ref own);
            default:
                return false;
        }
    }

    // Also lets a defaulted account that owes nothing any more begin again: healthy, under watch.
    private bool TryUnblock(uint account, ref AccountState own)
    {
        if (own.Phase == MarginPhase.Defaulted)
        {
            if (state.ReadGroup(account).Equity < 0)
            {
                return false;
            }

            own.Phase = MarginPhase.Healthy;
            own.UncoveredMicro = 0;
            state.Accounts.Unwatch(account);
            state.SetWatch(account, WatchLevel.Call);
            state.IsScanDue = true;
        }

        own.IsBlocked = false;
        own.IsReduceOnly = false;
        return true;
    }

    private bool Open(uint account)
    {
        if (state.Accounts.IsOpen(account))
        {
            return false;
        }

        state.Prepare(DeviceOp.OpenGroup, account);
        Check.That(state.Execute().IsAccepted);
        state.Accounts.Open(account);
        if (account == state.Config.BackstopAccount)
        {
            state.SetWatch(account, WatchLevel.Off);
        }

        return true;
    }

    private bool Close(uint account, ref AccountState own)
    {
        state.Prepare(DeviceOp.CloseGroup, account);
        if (own.OrdersHead != OrderTable.None || !state.Execute().IsAccepted)
        {
            return false;
        }

        state.Accounts.Unwatch(account);
        own.IsOpen = false;
        own.Phase = MarginPhase.Healthy;
        own.UncoveredMicro = 0;
        return true;
    }
}
