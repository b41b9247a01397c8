using System.CommandLine;
using System.IO;

namespace Appliance.Capture;

/// <summary>The verbs of the tool and their options. Results go to output, reasons for a failure to error.</summary>
public static class CaptureTool
{
    /// <summary>Runs one command line; the answer is an <see cref="ExitCode"/>.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Makes, describes and cuts capture files: recorded frames with their times.")
        {
            ImportVerb(output, error),
            InfoVerb(output, error),
            CutVerb(output, error),
        };
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            string reason = parsed.Errors[0].Message.ReplaceLineEndings(" ");
            error.WriteLine($"capture: {reason} (see --help)");
            return ExitCode.BadArguments;
        }

        return parsed.Invoke(new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
        });
    }

    private static Command ImportVerb(TextWriter output, TextWriter error)
    {
        var input = new Argument<string>("IN.gz") { Description = "Gzipped lines '<local ns> <json>'." };
        var target = new Argument<string>("OUT.mapcap") { Description = "The capture to write or replace." };
        Option<string> symbol = OptionOf("--symbol", "BTCUSDT", "Instrument to keep; it becomes SecurityID 1.");
        Option<string> tick = OptionOf("--tick", "0.1", "Price increment of its definition.");
        Option<string> lot = OptionOf("--lot", "0.001", "Quantity increment of its definition.");
        var verb = new Command("import-binance", "Turns a raw venue capture into frames of the own schemas.\n"
            + "Example: capture import-binance usdm_btcusdt.gz btcusdt.mapcap --symbol BTCUSDT")
        {
            input, target, symbol, tick, lot,
        };
        verb.SetAction(given => ImportVerbAction.Run(
            given.GetRequiredValue(input),
            given.GetRequiredValue(target),
            new InstrumentTexts(
                given.GetRequiredValue(symbol), given.GetRequiredValue(tick), given.GetRequiredValue(lot)),
            output,
            error));
        return verb;
    }

    private static Command InfoVerb(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "A capture." };
        var verb = new Command("info", "Counts the frames of a capture and says how it ends.\n"
            + "Example: capture info btcusdt.mapcap")
        {
            file,
        };
        verb.SetAction(given => InfoVerbAction.Run(given.GetRequiredValue(file), output, error));
        return verb;
    }

    private static Command CutVerb(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "A capture." };
        var target = new Argument<string>("OUT") { Description = "The file to write; replaced if it exists." };
        var bytes = new Option<long>("--bytes") { Description = "How many bytes to keep.", Required = true };
        bytes.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.Tokens[0].Value.StartsWith('-'))
            {
                result.AddError("--bytes must not be negative");
            }
        });
        var verb = new Command("cut", "Copies the first bytes of a capture, in the middle of a frame if need be.\n"
            + "Example: capture cut btcusdt.mapcap torn.mapcap --bytes 1000")
        {
            file, target, bytes,
        };
        verb.SetAction(given => CutVerbAction.Run(
            given.GetRequiredValue(file), given.GetRequiredValue(target), given.GetValue(bytes), output, error));
        return verb;
    }

    private static Option<string> OptionOf(string name, string usual, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual };
}
