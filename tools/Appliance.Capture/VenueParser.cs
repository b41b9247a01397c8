using System;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Appliance.Capture;

/// <summary>
/// Reads '&lt;local ns&gt; &lt;json&gt;' lines. The json is {"stream":..,"data":{..}} or the fields alone. A line
/// is taken whole or not at all: any field of a wrong type, twice or missing makes it malformed.
/// </summary>
internal sealed class VenueParser
{
    private const int PriceScale = 9;
    private const int QtyScale = 8;
    private const long MsMax = long.MaxValue / 1_000_000;

    private readonly byte[] symbol;

    public VenueParser(string symbol) => this.symbol = Encoding.ASCII.GetBytes(symbol);

    /// <summary>False for a malformed line; what <paramref name="message"/> holds is then meaningless.</summary>
    public bool TryParse(ReadOnlySpan<byte> line, VenueMessage message)
    {
        message.Clear();
        bool hasStamp = Utf8Parser.TryParse(line, out long stampNs, out int stampBytes);
        if (!hasStamp || stampNs < 0 || stampBytes >= line.Length || line[stampBytes] != (byte)' ')
        {
            return false;
        }

        message.StampNs = stampNs;
        try
        {
            var json = new Utf8JsonReader(line[(stampBytes + 1)..]);
            bool isRead = json.Read() && TryObject(ref json, message) && !json.Read();
            return isRead && IsComplete(message);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsComplete(VenueMessage message)
    {
        if ((message.Present & VenueField.UpdateId) != 0 && (message.Present & VenueField.Kind) == 0)
        {
            message.Kind = VenueKind.Snapshot;
        }

        VenueField needed = message.Kind switch
        {
            VenueKind.BookTicker => VenueField.BookTickerAll,
            VenueKind.Trade => VenueField.TradeAll,
            VenueKind.Depth => VenueField.DepthAll,
            VenueKind.Snapshot => VenueField.SnapshotAll,
            _ => VenueField.None,
        };
        bool wantsLevels = message.Kind is VenueKind.Depth or VenueKind.Snapshot;
        return (message.Present & needed) == needed
            && (message.Kind == VenueKind.Other || message.HasLevels == wantsLevels);
    }

    private static VenueField FieldOf(ReadOnlySpan<byte> name)
    {
        if (name.Length != 1)
        {
            return name.SequenceEqual("data"u8) ? VenueField.Data
                : name.SequenceEqual("lastUpdateId"u8) ? VenueField.UpdateId
                : name.SequenceEqual("bids"u8) ? VenueField.Bid
                : name.SequenceEqual("asks"u8) ? VenueField.Offer
                : VenueField.None;
        }

        return name[0] switch
        {
            (byte)'e' => VenueField.Kind,
            (byte)'E' => VenueField.EventMs,
            (byte)'T' => VenueField.TransactMs,
            (byte)'s' => VenueField.Symbol,
            (byte)'b' => VenueField.Bid,
            (byte)'B' => VenueField.BidQty,
            (byte)'a' => VenueField.Offer,
            (byte)'A' => VenueField.OfferQty,
            (byte)'p' => VenueField.Price,
            (byte)'q' => VenueField.Qty,
            (byte)'t' => VenueField.TradeId,
            (byte)'m' => VenueField.BuyerIsMaker,
            _ => VenueField.None,
        };
    }

    private static VenueKind KindOf(ref Utf8JsonReader json) =>
        json.ValueTextEquals("bookTicker"u8) ? VenueKind.BookTicker
        : json.ValueTextEquals("trade"u8) ? VenueKind.Trade
        : json.ValueTextEquals("depthUpdate"u8) ? VenueKind.Depth
        : VenueKind.Other;

    private bool TryObject(ref Utf8JsonReader json, VenueMessage message)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            VenueField field = FieldOf(json.ValueSpan);
            if ((message.Present & field) != 0 || !json.Read() || !TryField(ref json, field, message))
            {
                return false;
            }

            message.Present |= field;
        }

        return json.TokenType == JsonTokenType.EndObject;
    }

    private bool TryField(ref Utf8JsonReader json, VenueField field, VenueMessage message)
    {
        switch (field)
        {
            case VenueField.None:
                json.Skip();
                return true;
            case VenueField.Data:
                // Marked before its fields are read, so that data inside data is malformed.
                message.Present |= field;
                return TryObject(ref json, message);
            case VenueField.Kind:
                bool isText = json.TokenType == JsonTokenType.String;
                message.Kind = isText ? KindOf(ref json) : VenueKind.Other;
                return isText;
            case VenueField.Symbol:
                message.IsOtherSymbol = json.TokenType != JsonTokenType.String || !json.ValueTextEquals(symbol);
                return json.TokenType == JsonTokenType.String;
            case VenueField.BuyerIsMaker:
                message.BuyerIsMaker = json.TokenType == JsonTokenType.True;
                return json.TokenType is JsonTokenType.True or JsonTokenType.False;
            case VenueField.Bid or VenueField.Offer when json.TokenType == JsonTokenType.StartArray:
                message.HasLevels = true;
                return TryLevels(ref json, field == VenueField.Bid, message);
            case VenueField.EventMs or VenueField.TransactMs or VenueField.TradeId or VenueField.UpdateId:
                return TryWhole(ref json, field, message);
            default:
                return TryDecimalField(ref json, field, message);
        }
    }

    private static bool TryWhole(ref Utf8JsonReader json, VenueField field, VenueMessage message)
    {
        if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out long value) || value < 0)
        {
            return false;
        }

        switch (field)
        {
            case VenueField.EventMs:
                message.EventMs = value;
                return value <= MsMax;
            case VenueField.TransactMs:
                message.TransactMs = value;
                return value <= MsMax;
            case VenueField.TradeId:
                message.TradeId = value;
                return true;
            default:
                return true;
        }
    }

    private static bool TryDecimalField(ref Utf8JsonReader json, VenueField field, VenueMessage message)
    {
        bool isQty = field is VenueField.BidQty or VenueField.OfferQty or VenueField.Qty;
        if (!TryDecimal(ref json, isQty ? QtyScale : PriceScale, out long mantissa))
        {
            return false;
        }

        switch (field)
        {
            case VenueField.Bid:
                message.BidPx = mantissa;
                break;
            case VenueField.BidQty:
                message.BidQty = mantissa;
                break;
            case VenueField.Offer:
                message.OfferPx = mantissa;
                break;
            case VenueField.OfferQty:
                message.OfferQty = mantissa;
                break;
            case VenueField.Price:
                message.Price = mantissa;
                break;
            default:
                message.Qty = mantissa;
                break;
        }

        return true;
    }

    private static bool TryLevels(ref Utf8JsonReader json, bool isBid, VenueMessage message)
    {
        while (json.Read() && json.TokenType == JsonTokenType.StartArray)
        {
            if (!json.Read() || !TryDecimal(ref json, PriceScale, out long price)
                || !json.Read() || !TryDecimal(ref json, QtyScale, out long qty)
                || !json.Read() || json.TokenType != JsonTokenType.EndArray)
            {
                return false;
            }

            message.Levels.Add(new VenueLevel(isBid, price, qty));
        }

        return json.TokenType == JsonTokenType.EndArray;
    }

    private static bool TryDecimal(ref Utf8JsonReader json, int scale, out long mantissa)
    {
        mantissa = 0;
        return json.TokenType == JsonTokenType.String
            && DecimalText.TryParse(json.ValueSpan, scale, out mantissa)
            && mantissa >= 0;
    }
}
