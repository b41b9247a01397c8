using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using Appliance.Sbe.Model;
using Appliance.Sbe.Tool.Framing;
using Appliance.Sbe.Tool.Schemas;
using Appliance.Sbe.Tool.Views;

namespace Appliance.Sbe.Tool.Verbs;

/// <summary>sbe decode: frames from the command line, a file or a packet capture, by schemas read at run time.</summary>
internal static class DecodeVerb
{
    // Packet captures and captures of the appliance are read in pieces and have no bound.
    private const long FileBytesMax = 1L << 28;

    public static Command Command(TextWriter output, TextWriter error)
    {
        DecodeOptions options = new();
        Command verb = options.Command();
        verb.SetAction(given => Run(options, given, output, error));
        return verb;
    }

    private static int Run(DecodeOptions options, ParseResult given, TextWriter output, TextWriter error)
    {
        string? hex = given.GetValue(options.Hex);
        string? file = given.GetValue(options.File);
        string? pcap = given.GetValue(options.Pcap);
        if (Array.FindAll([hex, file, pcap], source => source is not null).Length != 1)
        {
            throw new UsageException("decode: give one of --hex, --file and --pcap");
        }

        int port = given.GetValue(options.Port);
        bool isPortBad = given.GetResult(options.Port) is not null && (pcap is null || port is < 1 or > ushort.MaxValue);
        if (isPortBad)
        {
            throw new UsageException("--port: a number from 1 to 65535, with --pcap");
        }

        List<SbeSchema>? schemas = SchemaFiles.ReadAll(given.GetRequiredValue(options.Schema), error);
        if (schemas is null)
        {
            return ExitCode.Wrong;
        }

        IDecodeView view = given.GetValue(options.Json) ? new JsonView(output) : new TextView(output);
        DecodeRun run = new(new SchemaSet(schemas), Splitter(options, given), view)
        {
            Skip = given.GetValue(options.Skip),
            Limit = given.GetResult(options.Limit) is null ? long.MaxValue : given.GetValue(options.Limit),
        };
        if (hex is not null)
        {
            run.Decode(HexText.Parse(hex), string.Empty, null);
        }
        else if (file is not null)
        {
            DecodeFile(file, run);
        }
        else
        {
            PacketSource.Decode(pcap!, port, run, error);
        }

        return run.Finish(error);
    }

    private static FrameSplitter Splitter(DecodeOptions options, ParseResult given)
    {
        string word = given.GetRequiredValue(options.Framing);
        return FrameSplitter.TryParse(word, out FramingKind kind)
            ? new FrameSplitter(kind, given.GetValue(options.Inclusive))
            : throw new UsageException($"--framing: {word} is none of {string.Join(", ", FrameSplitter.Words)}");
    }

    private static void DecodeFile(string path, DecodeRun run)
    {
        if (ApplianceCapture.IsCapture(path))
        {
            ApplianceCapture.Decode(path, run);
        }
        else
        {
            run.Decode(InputFile.ReadAll(path, FileBytesMax), string.Empty, null);
        }
    }
}
