using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Appliance.Core;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.Capture.Tests;

public sealed class ImportTests
{
    private const string Ticker =
        """1000 {"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":51,"s":"BTCUSDT",""" +
        """ "b":"61800.20","B":"2.507","a":"61800.30","A":"2.510","T":313,"E":314}}""";

    private const string Sale =
        """1700 {"stream":"btcusdt@trade","data":{"e":"trade","E":322,"T":321,"s":"BTCUSDT",""" +
        """ "t":5266583935,"p":"61800.30","q":"0.006","X":"MARKET","m":true}}""";

    private const string Depth =
        """2100 {"stream":"btcusdt@depth@0ms","data":{"e":"depthUpdate","E":299,"T":298,"s":"BTCUSDT",""" +
        """ "U":5,"u":7,"pu":4,"b":[["10.1","1"],["10.2","2"],["10.3","0.000"],["10.4","4"]],""" +
        """ "a":[["11.1","1.5"],["11.2","0"],["11.3","3"]]}}""";

    private const string Snapshot =
        """2100 {"lastUpdateId":9,"E":501,"T":493,"bids":[["61800.20","2.909"]],"asks":[["61801","1"]]}""";

    [Fact]
    public void The_first_frame_defines_the_instrument()
    {
        Frames frames = Import(Ticker);
        Assert.Equal(2, frames.Count);
        byte[] body = frames.Body(0, out MessageHeader header);
        Assert.Equal(SbeStatus.Ok, InstrumentDefinitionDecoder.TryWrap(body, header, out var definition));
        Assert.Equal(1000UL, definition.LastUpdateTime);
        Assert.Equal(1u, definition.SecurityID);
        Assert.Equal(100_000_000, definition.MinPriceIncrementMantissa);
        Assert.Equal(100_000, definition.MinTradeVolMantissa);
        Assert.Equal(InstrumentKind.PerpetualSwap, definition.InstrumentKind);
        Assert.StartsWith("BTCUSDT", Encoding.ASCII.GetString(definition.Symbol), StringComparison.Ordinal);
        Assert.Equal(1000, frames.StampNs[0]);
    }

    [Fact]
    public void A_quote_keeps_every_digit()
    {
        byte[] body = Import(Ticker).Body(1, out MessageHeader header);
        Assert.Equal(SbeStatus.Ok, TopOfBookDecoder.TryWrap(body, header, out var quote));
        Assert.Equal(61_800_200_000_000, quote.BidPxMantissa);
        Assert.Equal(250_700_000, quote.BidSizeMantissa);
        Assert.Equal(61_800_300_000_000, quote.OfferPxMantissa);
        Assert.Equal(251_000_000, quote.OfferSizeMantissa);
        Assert.Equal((313_000_000UL, 314_000_000UL), (quote.TransactTime, quote.SendingTime));
        Assert.Equal(1u, quote.RptSeq);
    }

    [Fact]
    public void An_empty_side_is_null()
    {
        string empty = Ticker.Replace("2.507", "0.000", StringComparison.Ordinal);
        byte[] body = Import(empty).Body(1, out MessageHeader header);
        Assert.Equal(SbeStatus.Ok, TopOfBookDecoder.TryWrap(body, header, out var quote));
        Assert.True(quote.BidPxIsNull && quote.BidSizeIsNull);
        Assert.False(quote.OfferPxIsNull || quote.OfferSizeIsNull);
    }

    [Fact]
    public void A_trade_names_who_crossed_the_spread()
    {
        byte[] body = Import(Sale).Body(1, out MessageHeader header);
        Assert.Equal(SbeStatus.Ok, TradeDecoder.TryWrap(body, header, out var trade));
        Assert.Equal(61_800_300_000_000, trade.LastPxMantissa);
        Assert.Equal(600_000, trade.LastQtyMantissa);
        Assert.Equal(5_266_583_935UL, trade.TradeID);
        Assert.Equal(AggressorSide.Sell, trade.AggressorSide);
    }

    [Fact]
    public void Many_levels_become_several_frames_of_one_stamp()
    {
        Frames frames = Import(Depth);
        Assert.Equal(3, frames.Count);
        var levels = new List<(long, long, MDUpdateAction, MDEntryType, uint)>();
        for (int index = 1; index < 3; index++)
        {
            byte[] body = frames.Body(index, out MessageHeader header);
            Assert.InRange(body.Length + MessageHeader.Size, 1, Limits.FrameBytesMax);
            Assert.Equal(SbeStatus.Ok, IncrementalRefreshBookDecoder.TryWrap(body, header, out var book));
            Assert.Equal(index == 2, book.MatchEventIndicator.HasFlag(MatchEventIndicator.EndOfEvent));
            Assert.Equal(298_000_000UL, book.TransactTime);
            Assert.Equal(SbeStatus.Ok, book.TryGetNoMDEntries(out var entries, out _));
            foreach (var entry in entries)
            {
                levels.Add((entry.MDEntryPxMantissa, entry.MDEntrySizeMantissa, entry.MDUpdateAction,
                    entry.MDEntryType, entry.RptSeq));
            }

            Assert.Equal(2100, frames.StampNs[index]);
        }

        Assert.Equal(7, levels.Count);
        Assert.Equal((10_100_000_000, 100_000_000, MDUpdateAction.Change, MDEntryType.Bid, 1u), levels[0]);
        Assert.Equal((10_300_000_000, 0, MDUpdateAction.Delete, MDEntryType.Bid, 3u), levels[2]);
        Assert.Equal((11_100_000_000, 150_000_000, MDUpdateAction.Change, MDEntryType.Offer, 5u), levels[4]);
        Assert.Equal((11_300_000_000, 300_000_000, MDUpdateAction.Change, MDEntryType.Offer, 7u), levels[6]);
    }

    [Fact]
    public void A_snapshot_is_marked_as_recovery()
    {
        byte[] body = Import(Snapshot).Body(1, out MessageHeader header);
        Assert.Equal(SbeStatus.Ok, IncrementalRefreshBookDecoder.TryWrap(body, header, out var book));
        Assert.True(book.MatchEventIndicator.HasFlag(MatchEventIndicator.RecoveryMsg));
        Assert.Equal(SbeStatus.Ok, book.TryGetNoMDEntries(out var entries, out _));
        foreach (var entry in entries)
            Assert.Equal(MDUpdateAction.New, entry.MDUpdateAction);
    }

    [Fact]
    public void Bad_lines_are_counted_and_good_ones_around_them_kept()
    {
        string[] bad =
        [
            "", "x", "12", "12 ", "12 {", "12 []", "12 {}x", "-5 {}", "99999999999999999999 {}",
            "12 {\"data\":{\"data\":{}}}", "12 {\"data\":7}", "12 \u00ff\u00fe",
            new string('[', 500), "12 " + new string('[', 500), Ticker[..^1], Ticker + "}",
            Ticker.Replace("\"61800.20\"", "61800.20", StringComparison.Ordinal),
            Ticker.Replace("\"61800.20\"", "\"6.18e4\"", StringComparison.Ordinal),
            Ticker.Replace("\"61800.20\"", "\"-1\"", StringComparison.Ordinal),
            Ticker.Replace("\"61800.20\"", "[[\"1\",\"1\"]]", StringComparison.Ordinal),
            Ticker.Replace("\"T\":313", "\"T\":313.5", StringComparison.Ordinal),
            Ticker.Replace("\"T\":313", "\"T\":9223372036854775807", StringComparison.Ordinal),
            Ticker.Replace("\"T\":313", "\"E\":313", StringComparison.Ordinal),
            Ticker.Replace("\"T\":313,", string.Empty, StringComparison.Ordinal),
            Depth.Replace("[\"10.2\",\"2\"]", "[\"10.2\"]", StringComparison.Ordinal),
            Depth.Replace("[\"10.2\",\"2\"]", "[\"10.2\",\"2\",\"3\"]", StringComparison.Ordinal),
            Depth.Replace("[\"10.2\",\"2\"]", "\"10.2\"", StringComparison.Ordinal),
            Sale.Replace("true", "\"true\"", StringComparison.Ordinal),
        ];
        string other = Ticker.Replace("\"BTCUSDT\"", "\"ETHUSDT\"", StringComparison.Ordinal);
        const string ping = "1 {\"e\":\"ping\"}";
        Frames frames = Import([Ticker, .. bad, other, ping, Sale], out ImportCounts counts);
        Assert.Equal(3, frames.Count);
        Assert.Equal(bad.Length, counts.Malformed);
        Assert.Equal(2, counts.FirstMalformed);
        Assert.Equal((1, 1, 1, 1), (counts.OtherSymbols, counts.OtherKinds, counts.BookTickers, counts.Trades));
        Assert.Equal(bad.Length + 4, counts.Lines);
    }

    [Fact]
    public void Damaged_lines_never_throw()
    {
        var prng = new Prng(31);
        string[] good = [Ticker, Sale, Depth, Snapshot];
        var lines = new List<byte>();
        for (int round = 0; round < 5_000; round++)
        {
            byte[] line = Encoding.UTF8.GetBytes(good[prng.Next(good.Length)]);
            line[prng.Next(line.Length)] = (byte)prng.Next(256);
            lines.AddRange(prng.Chance(300_000) ? line[..(int)prng.Next(line.Length)] : line);
            lines.Add((byte)'\n');
        }

        var spec = new InstrumentSpec("BTCUSDT", 1, 1);
        using var writer = new CaptureWriter(new MemoryStream());
        var import = new BinanceImport(new MemoryStream([.. lines]), spec, writer);
        Assert.True(import.Run());
        Assert.InRange(import.Counts.Malformed, 1, import.Counts.Lines - 1);
    }

    private static Frames Import(params string[] lines)
    {
        Frames frames = Import(lines, out ImportCounts counts);
        Assert.Equal(0, counts.Malformed);
        return frames;
    }

    private static Frames Import(string[] lines, out ImportCounts counts)
    {
        var file = new MemoryStream();
        using var writer = new CaptureWriter(file);
        byte[] text = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        var instrument = new InstrumentSpec("BTCUSDT", 100_000_000, 100_000);
        var import = new BinanceImport(new MemoryStream(text), instrument, writer);
        Assert.True(import.Run() && writer.TryFlush());
        counts = import.Counts;
        return Frames.Read(file.ToArray());
    }
}
