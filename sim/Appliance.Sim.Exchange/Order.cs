using Appliance.Wire;

namespace Appliance.Sim.Exchange;

/// <summary>Where an order or a request about one stands.</summary>
internal enum OrderState : byte
{
    Free = 0,

    /// <summary>Sent to the appliance, no verdict yet.</summary>
    PendingNew,

    /// <summary>On the book.</summary>
    Working,

    /// <summary>A request about another order, sent to the appliance, no verdict yet.</summary>
    PendingReplace,
    PendingCancel,
}

/// <summary>One slot of the <see cref="OrderPool"/>: an order, or a request to cancel or replace one.</summary>
internal struct Order
{
    /// <summary>The ClOrdID; its low bits are the slot. Zero when free.</summary>
    public ulong Id;

    /// <summary>For requests: the ClOrdID of the order they are about.</summary>
    public ulong TargetId;

    public long PriceTicks;
    public long LeavesLots;
    public long CumLots;
    public uint Account;
    public int Instrument;

    /// <summary>The maker's quote this order is, -1 for orders of traders.</summary>
    public int Quote;

    /// <summary>Position in the list of resting traders' orders, -1 outside.</summary>
    public int Resting;

    /// <summary>Neighbours within the price level, -1 at the ends.</summary>
    public int Before;
    public int Behind;
    public Side Side;
    public OrderState State;
    public bool Immediate;

    /// <summary>The venue will refuse it, should the appliance let it pass.</summary>
    public bool Illegal;

    /// <summary>A cancel or replace of this order is on its way.</summary>
    public bool RequestPending;

    /// <summary>The order builds an opening position; a refusal makes its account want less.</summary>
    public bool Opening;
}
