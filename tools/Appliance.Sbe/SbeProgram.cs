using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.IO;
using Appliance.Sbe.Tool.Verbs;

namespace Appliance.Sbe.Tool;

/// <summary>
/// The program as a function from words to an exit code. Results go to output; reasons for a failure go to error, one
/// line each.
/// </summary>
internal sealed class SbeProgram(TextWriter output, TextWriter error)
{
    /// <summary>Runs one command line; the answer is an <see cref="ExitCode"/>.</summary>
    public int Run(IReadOnlyList<string> args)
    {
        try
        {
            ParseResult parsed = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction)
            {
                foreach (ParseError fault in parsed.Errors)
                {
                    error.Write($"sbe: {fault.Message.ReplaceLineEndings(" ")}\n");
                }

                error.Write("sbe: see sbe --help\n");
                return ExitCode.BadUsage;
            }

            return parsed.Invoke(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UsageException e)
        {
            error.Write($"sbe: {e.Message}\n");
            return ExitCode.BadUsage;
        }
        catch (IOException e)
        {
            // The world's, like a full disk or a closed pipe: nothing wrong was seen, and nothing was proven.
            error.Write($"sbe: {e.Message}\n");
            return ExitCode.Inconclusive;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            error.Write($"sbe: fault of the tool: {e.GetType().Name}: {e.Message}\n");
            error.Write($"repeat: sbe {string.Join(' ', args)}\n");
            error.Write($"{e.StackTrace}\n");
            return ExitCode.CheckFailed;
        }
    }

    private RootCommand Root()
    {
        RootCommand root = new(
            "Simple Binary Encoding: checks schemas, writes C# codecs, prints byte tables, decodes frames.\n"
            + "Exit codes: 0 good, 1 wrong, 2 inconclusive, 64 bad arguments or file, 70 fault of the tool.")
        {
            CheckVerb.Command(output, error),
            GenVerb.Command(output, error),
            LayoutVerb.Command(output, error),
            DecodeVerb.Command(output, error),
        };
        root.Directives.Clear();
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
            {
                help.MaxWidth = 100;
            }
        }

        return root;
    }
}
