using System.Collections.Generic;

namespace Appliance.Capture;

/// <summary>One message of the venue, read. The importer keeps one and fills it again for every line.</summary>
internal sealed class VenueMessage
{
    public VenueKind Kind { get; set; }

    public long StampNs { get; set; }

    public VenueField Present { get; set; }

    public bool IsOtherSymbol { get; set; }

    public bool BuyerIsMaker { get; set; }

    public long EventMs { get; set; }

    public long TransactMs { get; set; }

    public long TradeId { get; set; }

    public long BidPx { get; set; }

    public long BidQty { get; set; }

    public long OfferPx { get; set; }

    public long OfferQty { get; set; }

    public long Price { get; set; }

    public long Qty { get; set; }

    /// <summary>True when bids or offers came as a list of levels, false for one best price each.</summary>
    public bool HasLevels { get; set; }

    public List<VenueLevel> Levels { get; } = new(4096);

    public void Clear()
    {
        Kind = VenueKind.Other;
        Present = VenueField.None;
        IsOtherSymbol = false;
        HasLevels = false;
        Levels.Clear();
    }
}
