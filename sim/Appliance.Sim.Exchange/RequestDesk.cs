using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Sim.Exchange;

/// <summary>An order that somebody wants to send, in ticks and lots.</summary>
internal record struct Intent
{
    public Intent(uint account, int instrument, Side side, long lots, long priceTicks)
    {
        Account = account;
        Instrument = instrument;
        Side = side;
        Lots = lots;
        PriceTicks = priceTicks;
    }

    public uint Account;
    public int Instrument;
    public Side Side;
    public long Lots;
    public long PriceTicks;
    public int Quote = OrderPool.None;
    public bool Immediate;
    public bool IsMarket;
    public bool ReduceOnly;
    public bool Opening;
    public Misdeed Misdeed;
}

/// <summary>
/// Requests on their way through the appliance: sends them, remembers them, and lets the venue act when the verdict
/// passes them. Nothing reaches a book that the appliance did not accept.
/// </summary>
internal sealed class RequestDesk
{
    /// <summary>Slots kept for liquidation orders and requests about orders that exist.</summary>
    private const int Reserve = 1024;

    private readonly IReadOnlyList<InstrumentSpec> instruments;
    private readonly OrderPool pool;
    private readonly Accounts accounts;
    private readonly Venue venue;
    private readonly FrameWriter writer;
    private readonly ExchangeStatistics statistics;
    private int[] pending = new int[1024];
    private ulong[] pendingIds = new ulong[1024];
    private int pendingCount;
    private int sentCount;

    public RequestDesk(
        Scenario scenario,
        OrderPool pool,
        Accounts accounts,
        Venue venue,
        FrameWriter writer,
        ExchangeStatistics statistics)
    {
        instruments = scenario.Instruments;
        this.pool = pool;
        this.accounts = accounts;
        this.venue = venue;
        this.writer = writer;
        this.statistics = statistics;
    }

    /// <summary>Sends a new order; its slot, or <see cref="OrderPool.None"/> when the pool is full.</summary>
    public int SendNew(in Intent intent)
    {
        if (pool.FreeCount <= Reserve)
        {
            return OrderPool.None;
        }

        InstrumentSpec spec = instruments[intent.Instrument];
        int slot = pool.Take();
        ref Order order = ref pool[slot];
        order.Account = intent.Account;
        order.Instrument = intent.Instrument;
        order.Side = intent.Side;
        order.LeavesLots = intent.Lots;
        order.PriceTicks = intent.IsMarket
            ? venue.ProtectedTicks(intent.Instrument, intent.Side)
            : intent.PriceTicks;
        order.Immediate = intent.Immediate;
        order.Quote = intent.Quote;
        order.Opening = intent.Opening;
        order.State = OrderState.PendingNew;
        OrderTicket ticket = new()
        {
            Id = order.Id,
            Account = intent.Account,
            SecurityId = spec.SecurityId,
            Side = intent.Side,
            PriceMantissa = intent.PriceTicks * spec.TickMantissa,
            QtyMantissa = intent.Lots * spec.LotMantissa,
            IsMarket = intent.IsMarket,
            Immediate = intent.Immediate,
            ReduceOnly = intent.ReduceOnly,
        };
        if (intent.Misdeed != Misdeed.None)
        {
            Misdeeds.Apply(intent.Misdeed, spec, accounts.Count, instruments.Count, ref order, ref ticket);
            statistics.Misbehaved++;
        }

        writer.NewOrder(ticket);
        Remember(slot);
        return slot;
    }

    /// <summary>Sends an order under the id of one that works already: it must be refused and change nothing.</summary>
    public void SendDuplicate(int workingSlot)
    {
        ref Order order = ref pool[workingSlot];
        InstrumentSpec spec = instruments[order.Instrument];
        writer.NewOrder(new OrderTicket
        {
            Id = order.Id,
            Account = order.Account,
            SecurityId = spec.SecurityId,
            Side = order.Side,
            PriceMantissa = order.PriceTicks * spec.TickMantissa,
            QtyMantissa = order.LeavesLots * spec.LotMantissa,
        });
        statistics.Misbehaved++;
    }

    /// <summary>Asks to cancel a working order that no other request is about.</summary>
    public void SendCancel(int target)
    {
        int slot = TakeRequest(target, OrderState.PendingCancel);
        if (slot != OrderPool.None)
        {
            writer.Cancel(pool[slot].Id, pool[target]);
        }
    }

    /// <summary>Asks to move a working order to a price and to what shall be left of it.</summary>
    public void SendReplace(int target, long priceTicks, long leavesLots)
    {
        int slot = TakeRequest(target, OrderState.PendingReplace);
        if (slot == OrderPool.None)
        {
            return;
        }

        ref Order request = ref pool[slot];
        request.PriceTicks = priceTicks;
        request.LeavesLots = pool[target].CumLots + leavesLots;
        writer.Replace(request, request.LeavesLots);
    }

    /// <summary>The appliance decided about a request; the venue acts on it at once.</summary>
    public void OnVerdict(in RiskVerdictDecoder verdict)
    {
        bool isAccept = verdict.Verdict is Verdict.Accept or Verdict.AcceptReduceOnly;
        statistics.Accepted += verdict.Verdict == Verdict.Accept ? 1 : 0;
        statistics.AcceptedReduceOnly += verdict.Verdict == Verdict.AcceptReduceOnly ? 1 : 0;
        statistics.Rejected += isAccept ? 0 : 1;
        int slot = pool.Find(verdict.ClOrdID);
        if (slot == OrderPool.None || pool[slot].Account != verdict.Account)
        {
            statistics.UnmatchedVerdicts++;
            return;
        }

        switch (pool[slot].State)
        {
            case OrderState.PendingNew:
                OnNewDecided(slot, isAccept, verdict.OrdRejReason);
                break;
            case OrderState.PendingReplace:
                OnReplaceDecided(slot, isAccept);
                break;
            case OrderState.PendingCancel:
                OnCancelDecided(slot, isAccept);
                break;
            default:
                statistics.UnmatchedVerdicts++;
                break;
        }
    }

    /// <summary>The appliance takes a working order out of the market; one that is gone already is no fault.</summary>
    public void OnLiquidationCancel(in OrderCancelRequestDecoder cancel)
    {
        statistics.LiquidationCancels++;
        int slot = pool.Find(cancel.OrigClOrdID);
        if (slot != OrderPool.None && pool[slot].Account == cancel.Account && pool[slot].State == OrderState.Working)
        {
            venue.Cancel(slot);
        }
    }

    /// <summary>The requests so far are being sent; those to come belong to the step after.</summary>
    public void BeginStep() => sentCount = pendingCount;

    /// <summary>The step is over: a request without a verdict is forgotten, as the appliance never passed it.</summary>
    public void EndStep()
    {
        for (int i = 0; i < sentCount; i++)
        {
            ref Order order = ref pool[pending[i]];
            bool isPending = order.State is OrderState.PendingNew or OrderState.PendingReplace
                or OrderState.PendingCancel;
            if (order.Id == pendingIds[i] && isPending)
            {
                statistics.Unanswered++;
                ReleaseTarget(order.TargetId);
                venue.Retire(pending[i]);
            }
        }

        Array.Copy(pending, sentCount, pending, 0, pendingCount - sentCount);
        Array.Copy(pendingIds, sentCount, pendingIds, 0, pendingCount - sentCount);
        pendingCount -= sentCount;
        sentCount = 0;
    }

    private void OnNewDecided(int slot, bool isAccept, RejectReason reason)
    {
        ref Order order = ref pool[slot];
        if (isAccept && !order.Illegal)
        {
            venue.Place(slot);
            return;
        }

        if (isAccept)
        {
            statistics.VenueRefusals++;
            writer.Ended(order, ExecType.Rejected);
        }
        else if (order.Opening && reason is RejectReason.InsufficientMargin or RejectReason.ReduceOnly)
        {
            // It wanted more than it can carry: half of what is missing will have to do.
            ref long target = ref accounts.Target(order.Account, order.Instrument);
            long held = accounts.Position(order.Account, order.Instrument);
            target = held + ((target - held) / 2);
        }

        venue.Retire(slot);
    }

    private void OnReplaceDecided(int slot, bool isAccept)
    {
        ref Order request = ref pool[slot];
        int target = ReleaseTarget(request.TargetId);
        if (isAccept && target != OrderPool.None)
        {
            venue.Replace(target, slot);
            return;
        }

        if (isAccept)
        {
            // The order traded or was canceled while the request was on its way: the new id never lives.
            writer.Ended(request, ExecType.Rejected);
        }

        pool.Free(slot);
    }

    private void OnCancelDecided(int slot, bool isAccept)
    {
        int target = ReleaseTarget(pool[slot].TargetId);
        pool.Free(slot);
        if (isAccept && target != OrderPool.None)
        {
            venue.Cancel(target);
        }
    }

    private int TakeRequest(int target, OrderState state)
    {
        ref Order order = ref pool[target];
        Check.That(order.State == OrderState.Working);
        if (order.RequestPending || pool.FreeCount <= Reserve / 2)
        {
            return OrderPool.None;
        }

        int slot = pool.Take();
        ref Order request = ref pool[slot];
        order.RequestPending = true;
        request.TargetId = order.Id;
        request.Account = order.Account;
        request.Instrument = order.Instrument;
        request.Side = order.Side;
        request.State = state;
        Remember(slot);
        return slot;
    }

    // The order a request is about, when it still works; it is free for the next request.
    private int ReleaseTarget(ulong targetId)
    {
        int target = pool.Find(targetId);
        if (target == OrderPool.None || pool[target].State != OrderState.Working)
        {
            return OrderPool.None;
        }

        pool[target].RequestPending = false;
        return target;
    }

    private void Remember(int slot)
    {
        if (pendingCount == pending.Length)
        {
            Array.Resize(ref pending, 2 * pendingCount);
            Array.Resize(ref pendingIds, 2 * pendingCount);
        }

        pending[pendingCount] = slot;
        pendingIds[pendingCount++] = pool[slot].Id;
    }
}
