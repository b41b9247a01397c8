using System;
using System.IO;
using Appliance.Transport;

namespace Appliance.Capture;

/// <summary>
/// Turns lines of the venue into frames, in order and with the stamps of their arrival. The definition of the
/// instrument comes first, stamped like the first kept line. Lines that do not parse are counted and skipped.
/// </summary>
internal sealed class BinanceImport
{
    private readonly LineReader lines;
    private readonly VenueParser parser;
    private readonly MarketDataFrames frames;
    private readonly VenueMessage message = new();
    private long lastStampNs = -1;

    public BinanceImport(Stream text, InstrumentSpec instrument, IFrameSink sink)
    {
        lines = new LineReader(text);
        parser = new VenueParser(instrument.Symbol);
        frames = new MarketDataFrames(sink, instrument);
    }

    public ImportCounts Counts { get; } = new();

    /// <summary>Why the input could not be read to its end, else empty.</summary>
    public string InputFault => lines.Fault;

    /// <summary>Runs to the end of the input; false when the sink refused a frame or the input failed.</summary>
    public bool Run()
    {
        while (true)
        {
            LineStatus status = lines.Next(out ReadOnlySpan<byte> line);
            if (status is LineStatus.End or LineStatus.Failed)
            {
                return status == LineStatus.End;
            }

            Counts.Lines++;
            if (status == LineStatus.TooLong || !parser.TryParse(line, message))
            {
                Counts.Malformed++;
                Counts.FirstMalformed = Counts.FirstMalformed == 0 ? Counts.Lines : Counts.FirstMalformed;
            }
            else if (IsKept() && !TryWrite())
            {
                return false;
            }
        }
    }

    private bool IsKept()
    {
        if (message.IsOtherSymbol)
        {
            Counts.OtherSymbols++;
            return false;
        }

        if (message.Kind == VenueKind.Other)
        {
            Counts.OtherKinds++;
            return false;
        }

        return true;
    }

    private bool TryWrite()
    {
        if (lastStampNs < 0 && !frames.Definition(message.StampNs))
        {
            return false;
        }

        Counts.StampsBack += message.StampNs < lastStampNs ? 1 : 0;
        lastStampNs = message.StampNs;
        switch (message.Kind)
        {
            case VenueKind.BookTicker:
                Counts.BookTickers++;
                return frames.TopOfBook(message);
            case VenueKind.Trade:
                Counts.Trades++;
                return frames.Trade(message);
            case VenueKind.Depth:
                Counts.Depths++;
                return frames.Book(message);
            default:
                Counts.Snapshots++;
                return frames.Book(message);
        }
    }
}
