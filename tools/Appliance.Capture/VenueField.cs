using System;

namespace Appliance.Capture;

/// <summary>Fields of the venue's messages, to tell which are there.</summary>
[Flags]
internal enum VenueField
{
    None = 0,
    Kind = 1 << 0,
    EventMs = 1 << 1,
    TransactMs = 1 << 2,
    Symbol = 1 << 3,
    Bid = 1 << 4,
    BidQty = 1 << 5,
    Offer = 1 << 6,
    OfferQty = 1 << 7,
    Price = 1 << 8,
    Qty = 1 << 9,
    TradeId = 1 << 10,
    BuyerIsMaker = 1 << 11,
    UpdateId = 1 << 12,
    Data = 1 << 13,

    Times = EventMs | TransactMs,
    BookTickerAll = Times | Symbol | Bid | BidQty | Offer | OfferQty,
    TradeAll = Times | Symbol | Price | Qty | TradeId | BuyerIsMaker,
    DepthAll = Times | Symbol | Bid | Offer,
    SnapshotAll = Times | UpdateId | Bid | Offer,
}
