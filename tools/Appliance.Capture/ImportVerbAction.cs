using System;
using System.IO;
using System.IO.Compression;
using Appliance.Transport;

namespace Appliance.Capture;

/// <summary>capture import-binance: files in, files out, counts to people.</summary>
internal static class ImportVerbAction
{
    public static int Run(string input, string target, InstrumentTexts texts, TextWriter output, TextWriter error)
    {
        InstrumentSpec? instrument = InstrumentSpec.From(texts, out string reason);
        if (instrument is null)
        {
            error.WriteLine($"capture: {reason}");
            return ExitCode.BadArguments;
        }

        // Held against writers, so that naming the input as the output cannot empty it.
        const FileShare readers = FileShare.Read;
        if (!CaptureFile.TryOpen(input, FileMode.Open, FileAccess.Read, readers, out FileStream? file, out reason))
        {
            error.WriteLine($"capture: {reason}");
            return ExitCode.Wrong;
        }

        using (file)
        {
            if (!CaptureWriter.TryCreate(target, out CaptureWriter? writer, out reason))
            {
                error.WriteLine($"capture: {reason}");
                return ExitCode.Wrong;
            }

            using (writer)
            {
                // Without it a file that was cut reads like one that ends, and nobody would know.
                AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
                using var text = new GZipStream(file, CompressionMode.Decompress);
                var import = new BinanceImport(text, instrument, writer);
                bool isWhole = import.Run() && writer.TryFlush();
                Report(import.Counts, writer, output);
                return isWhole && writer.FramesWritten > 0 ? ExitCode.Good : Explain(import, writer, error);
            }
        }
    }

    private static void Report(ImportCounts counts, CaptureWriter writer, TextWriter output)
    {
        output.WriteLine($"lines          {counts.Lines}");
        output.WriteLine($"bookTicker     {counts.BookTickers}");
        output.WriteLine($"trade          {counts.Trades}");
        output.WriteLine($"depth          {counts.Depths}");
        output.WriteLine($"snapshot       {counts.Snapshots}");
        output.WriteLine($"other symbol   {counts.OtherSymbols}");
        output.WriteLine($"other kind     {counts.OtherKinds}");
        string where = counts.Malformed > 0 ? $" (first: line {counts.FirstMalformed})" : string.Empty;
        output.WriteLine($"malformed      {counts.Malformed}{where}");
        output.WriteLine($"stamps back    {counts.StampsBack}");
        output.WriteLine($"frames written {writer.FramesWritten}");
        output.WriteLine($"bytes written  {writer.BytesWritten}");
    }

    private static int Explain(BinanceImport import, CaptureWriter writer, TextWriter error)
    {
        string reason = writer.Fault is not null ? writer.Fault
            : import.InputFault.Length > 0 ? $"input fails after line {import.Counts.Lines}: {import.InputFault}"
            : "no usable line in the input";
        error.WriteLine($"capture: {reason}");
        return ExitCode.Wrong;
    }
}
