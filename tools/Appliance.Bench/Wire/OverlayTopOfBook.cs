using System.Runtime.InteropServices;

namespace Appliance.Bench.Wire;

/// <summary>A whole TopOfBook frame as a user writes it by hand: header, fields, padding.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = 72)]
internal struct OverlayTopOfBook
{
    public OverlayHeader Header;
    public ulong TransactTime;
    public long BidPx;
    public long BidSize;
    public long OfferPx;
    public long OfferSize;
    public ulong SendingTime;
    public uint SecurityID;
    public uint RptSeq;
    public byte MatchEventIndicator;
    public byte SecurityTradingStatus;
}
