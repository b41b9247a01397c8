using System;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Wire;

namespace Appliance.Machine;

/// <summary>
/// The states of host/MARGIN.md section 9: finds accounts that fell below their watch level, calls them, liquidates
/// them, hands them over, and lets them go when they have recovered. A bounded number behind each input; the others
/// wait in the public order.
/// </summary>
internal sealed class RiskDesk
{
    // A review may call (1), move to the backstop (a few) and cancel; it starts only with room for its fixed part.
    private const int OutputsPerReview = 8;

    private readonly MachineState state;
    private readonly LiquidationDesk liquidation;
    private readonly uint[] flagged;

    public RiskDesk(MachineState state)
    {
        this.state = state;
        liquidation = new LiquidationDesk(state);
        flagged = new uint[state.Config.AccountsMax];
    }

    /// <summary>Brings up whoever fell below the watch level, worst first, a few at a time.</summary>
    public void Attend(long stampNs)
    {
        if (state.Attention.Count == 0)
        {
            Collect(stampNs);
        }

        for (int n = 0; n < Limits.AttentionPerEventMax && state.Attention.Count > 0 && HasRoom; n++)
        {
            Review(state.Attention.Take(), stampNs, isTurn: true);
        }
    }

    /// <summary>Looks again at a few of the accounts that are in a call, a liquidation or default.</summary>
    public void ReviewSome(long stampNs)
    {
        int rounds = Math.Min(state.Config.ReviewsPerEvent, state.Accounts.WatchedCount);
        for (int n = 0; n < rounds && HasRoom && state.Accounts.WatchedCount > 0; n++)
        {
            // An account that leaves the list while under review hands its place to the last one.
            state.ReviewCursor = state.ReviewCursor < state.Accounts.WatchedCount ? state.ReviewCursor : 0;
            uint account = state.Accounts.Watched(state.ReviewCursor);
            Review(account, stampNs);
            bool isStillThere = state.ReviewCursor < state.Accounts.WatchedCount
                && state.Accounts.Watched(state.ReviewCursor) == account;
            state.ReviewCursor += isStillThere ? 1 : 0;
        }
    }

    /// <summary>Where the account stands now, and what follows from it.</summary>
    public void Review(uint account, long stampNs) => Review(account, stampNs, isTurn: false);

    // Under a budget an account closes something only when its turn has come in the public order.
    private void Review(uint account, long stampNs, bool isTurn)
    {
        ref AccountState own = ref state.Accounts[account];
        if (account == state.Config.BackstopAccount || !own.IsOpen)
        {
            return;
        }

        DeviceResult now = state.ReadGroup(account);
        switch (own.Phase)
        {
            case MarginPhase.Healthy:
                Escalate(account, ref own, now, stampNs, isTurn);
                break;
            case MarginPhase.Call:
                ReviewCall(account, ref own, now, stampNs, isTurn);
                break;
            case MarginPhase.Liquidating:
                ReviewLiquidation(account, ref own, now, stampNs, isTurn);
                break;
            default:
                if (liquidation.TryHandOver(account, stampNs))
                {
                    UnwatchDefaulted(account);
                }

                break;
        }
    }

    /// <summary>
    /// An execution changed this account alone, so it alone is looked at, without a scan. Closing goes on with the
    /// next mark, not in the same breath; what reached a defaulted account follows to the backstop.
    /// </summary>
    public void ReviewAfterExecution(uint account, long stampNs)
    {
        switch (state.Accounts[account].Phase)
        {
            case MarginPhase.Healthy:
            case MarginPhase.Call:
                Review(account, stampNs);
                break;
            case MarginPhase.Defaulted:
                state.Accounts.Watch(account);
                break;
        }
    }

    /// <summary>Money came or went: a call may be cured at once. A defaulted account keeps what it is sent.</summary>
    public void ReviewAfterCash(uint account, long stampNs)
    {
        if (state.Accounts[account].Phase != MarginPhase.Defaulted)
        {
            Review(account, stampNs);
        }
    }

    private bool HasRoom => state.Outputs.Remaining >= OutputsPerReview;

    // Who fell below the watch level, and who waits for a turn: one order for both.
    private void Collect(long stampNs)
    {
        int count = state.IsScanDue ? state.Device.Scan(0, flagged) : 0;
        state.IsScanDue = false;
        BringUp(flagged.AsSpan(0, count));
        long window = state.Throttle.Window(stampNs);
        count = 0;
        for (int w = 0; state.Accounts.WaitingCount > 0 && w < state.Accounts.WatchedCount; w++)
        {
            uint account = state.Accounts.Watched(w);
            ref AccountState own = ref state.Accounts[account];
            if (own.IsWaiting && own.UsedUpWindow < window)
            {
                flagged[count++] = account;
            }
        }

        BringUp(flagged.AsSpan(0, count));
    }

    // Nothing comes between these reads, so they go to the device together.
    private void BringUp(ReadOnlySpan<uint> accounts)
    {
        for (int first = 0; first < accounts.Length; first += MachineState.ReadsMax)
        {
            ReadOnlySpan<uint> some = accounts.Slice(first, Math.Min(MachineState.ReadsMax, accounts.Length - first));
            ReadOnlySpan<DeviceResult> now = state.ReadGroups(some);
            for (int i = 0; i < some.Length; i++)
            {
                state.Attention.Add(some[i], now[i].Equity, now[i].Maintenance);
            }
        }
    }

    private void Escalate(uint account, ref AccountState own, in DeviceResult now, long stampNs, bool isTurn)
    {
        if (now.Equity < now.Maintenance)
        {
            StartLiquidation(account, ref own, now, stampNs, isTurn);
            return;
        }

        Int128 callLevel = FixedPoint.MulCeilWide(now.Maintenance, state.Snapshot.Parameters.CallQ32);
        if (now.Equity >= callLevel || MarginStates.IsCallOver(now.EquityInitial, now.Requirement))
        {
            return;
        }

        own.Phase = MarginPhase.Call;
        own.CallDeadlineNs = (long)Int128.Min((Int128)stampNs + state.Config.CallDeadlineNs, long.MaxValue);
        state.SetWatch(account, WatchLevel.Maintenance);
        state.Accounts.Watch(account);
        state.Counters.Add(MachineCounter.MarginCalls);
        Report(MarginCallType.MarginCall, account, now, own.CallDeadlineNs, stampNs);
    }

    private void ReviewCall(uint account, ref AccountState own, in DeviceResult now, long stampNs, bool isTurn)
    {
        if (MarginStates.IsCallOver(now.EquityInitial, now.Requirement))
        {
            Recover(account, ref own, now, MachineCounter.MarginCallsCured, stampNs);
            return;
        }

        bool isPastDeadline = stampNs >= own.CallDeadlineNs;
        if (now.Equity < now.Maintenance || isPastDeadline)
        {
            state.Counters.Add(MachineCounter.CallsPastDeadline, now.Equity < now.Maintenance ? 0 : 1);
            StartLiquidation(account, ref own, now, stampNs, isTurn);
        }
    }

    private void ReviewLiquidation(
        uint account, ref AccountState own, in DeviceResult now, long stampNs, bool isTurn)
    {
        RiskParameters parameters = state.Snapshot.Parameters;
        bool isCured = MarginStates.IsLiquidationOver(now.Equity, now.Maintenance, parameters);
        if (isCured && own.ClosingOrders == 0)
        {
            Recover(account, ref own, now, MachineCounter.LiquidationsCured, stampNs);
            return;
        }

        bool isBeyondRescue = MarginStates.IsBelowBackstop(now.Equity, now.Maintenance, parameters);
        if (isBeyondRescue && liquidation.TryHandOver(account, stampNs))
        {
            own.Phase = MarginPhase.Defaulted;
            Forget(account);
            UnwatchDefaulted(account);
            return;
        }

        if (!isCured && own.ClosingOrders == 0)
        {
            Close(account, stampNs, isTurn || !state.Throttle.IsBudgeted);
        }
    }

    private void Close(uint account, long stampNs, bool isTurn)
    {
        if (!isTurn)
        {
            liquidation.CancelWorking(account, stampNs);
            if (!state.Accounts[account].IsWaiting)
            {
                state.Accounts.Wait(account, AccountState.WindowFree);
            }

            return;
        }

        state.Accounts.EndWait(account);
        if (liquidation.CloseNext(account, stampNs))
        {
            state.Accounts.Wait(account, state.Throttle.Window(stampNs));
        }
    }

    private void Forget(uint account)
    {
        state.Accounts.EndWait(account);
        state.Throttle.Forget(account);
    }

    private void UnwatchDefaulted(uint account)
    {
        if (!liquidation.HasOrdersToCancel(account))
        {
            state.Accounts.Unwatch(account);
        }
    }

    private void StartLiquidation(
        uint account, ref AccountState own, in DeviceResult now, long stampNs, bool isTurn)
    {
        own.Phase = MarginPhase.Liquidating;
        state.SetWatch(account, WatchLevel.Off);
        state.Accounts.Watch(account);
        state.Counters.Add(MachineCounter.Liquidations);
        Report(MarginCallType.Liquidation, account, now, 0, stampNs);
        ReviewLiquidation(account, ref own, now, stampNs, isTurn);
    }

    private void Recover(
        uint account, ref AccountState own, in DeviceResult now, MachineCounter counter, long stampNs)
    {
        own.Phase = MarginPhase.Healthy;
        own.UncoveredMicro = 0;
        Forget(account);
        state.SetWatch(account, WatchLevel.Call);
        state.Accounts.Unwatch(account);
        state.Counters.Add(counter);
        state.IsScanDue = true;
        Report(MarginCallType.Cured, account, now, 0, stampNs);
    }

    private void Report(MarginCallType type, uint account, in DeviceResult now, long dueNs, long stampNs)
    {
        ref OutputRecord output = ref state.Outputs.Next();
        output.Kind = OutputKind.MarginCall;
        output.Detail = (byte)type;
        output.Account = account;
        output.StampNs = stampNs;
        output.DueNs = dueNs;
        output.Epoch = now.Epoch;
        output.Token = state.NextReportId++;
        output.EquityMicro = now.Equity;
        output.InitialMicro = now.Requirement;
        output.MaintenanceMicro = now.Maintenance;
        output.AmountMicro = now.EquityInitial - now.Requirement;
    }
}
