using System.Collections.Generic;
using System.CommandLine;
using Appliance.Host.Running;
using Appliance.Host.Views;
using Appliance.Margin.Control.Span;

namespace Appliance.Host.Risk;

/// <summary>The verb <c>risk</c>: clearing houses' files in, margins and comparisons of arrays out.</summary>
internal sealed class RiskVerbs(ProcessSeam process)
{
    private readonly Argument<string> spanFile = new("FILE")
    {
        Description = "risk parameter file of a clearing house, PC-SPAN XML 4.00, plain or .gz",
    };

    private readonly Option<string> output = Text("--out", "FILE", "where to write instruments, arrays, rules, JSON");

    private readonly Option<string> list = Text("--list", "CODE", "combined commodity whose contracts to list");

    private readonly Option<bool> computing = new("--compute-missing")
    {
        Description = "compute arrays that the file lacks from its parameters",
    };

    private readonly Option<string> portfolio = Text("--portfolio", "FILE", "positions by contract id, JSON");

    private readonly Option<string> span = Text("--span", "FILE", "clearing house's file to margin with");

    private readonly Option<string> model = Text("--model", "FILE", "what import wrote, to margin with");

    private readonly Option<string> compare = Text("--compare", "FILE", "clearing house's file to recompute");

    private readonly Option<string> arraysOut = Text("--out", "FILE", "where to write computed arrays, CSV");

    private readonly Option<string> contract = Text("--contract", "ID", "contract whose array to show by scenario");

    private readonly Option<bool> json = new("--json") { Description = "machine output on stdout, nothing else" };

    public Command Command()
    {
        Command importSpan = new("span", "Reads a PC-SPAN file and prints what it holds.")
        {
            spanFile, output, list, computing, json,
        };
        importSpan.SetAction(ImportSpan);
        Command import = new("import", "Reads a clearing house's parameters.") { importSpan };
        portfolio.Required = true;
        Command margin = new("margin", "Prints the margin of a portfolio by combined commodity, term by term.")
        {
            portfolio, span, model, computing, json,
        };
        margin.SetAction(Margin);
        compare.Required = true;
        Command arrays = new("arrays", "Recomputes published risk arrays and prints how far they are off.")
        {
            compare, contract, arraysOut, json,
        };
        arrays.SetAction(Arrays);
        return new Command("risk", "Margin in detail: explain a decision; import, margin, arrays of clearing houses.")
        {
            import, margin, arrays,
        };
    }

    private int ImportSpan(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(spanFile);
        SpanFile file = SpanFiles.Read("FILE", path);
        (SpanImported imported, SpanModel read) =
            SpanFiles.Import(path, file, parsed.GetValue(computing));
        string? code = parsed.GetValue(list);
        int commodity = code is null ? -1 : read.IndexOfCommodity(code);
        if (code is not null && commodity < 0)
        {
            throw new UsageException($"--list: {path} has no combined commodity \"{code}\"");
        }

        if (parsed.GetValue(output) is string target)
        {
            InputFile.Write("--out", target, stream => SpanModelFile.Write(read, stream));
        }

        SpanImportView view = new(file, imported, read);
        if (parsed.GetValue(json))
        {
            view.WriteJson(process.Output);
        }
        else if (code is not null)
        {
            view.WriteContracts(commodity, process.Output);
        }
        else
        {
            view.WritePlain(process.Output);
        }

        return ExitCodes.Good;
    }

    private int Margin(ParseResult parsed)
    {
        string? spanPath = parsed.GetValue(span);
        string? modelPath = parsed.GetValue(model);
        if (spanPath is null == modelPath is null)
        {
            throw new UsageException("risk margin: give one of --span and --model");
        }

        if (modelPath is not null && parsed.GetValue(computing))
        {
            throw new UsageException("--compute-missing: a model has no parameters to compute from; give it to import");
        }

        SpanModel rules = modelPath is not null
            ? SpanModelReader.Read(modelPath)
            : SpanFiles.Import(spanPath!, SpanFiles.Read("--span", spanPath!), parsed.GetValue(computing)).Model;
        string portfolioPath = parsed.GetRequiredValue(portfolio);
        List<SpanPosition> positions = PortfolioFile.Read(portfolioPath, rules);
        SpanMarginOutcome outcome = SpanMargin.Compute(rules, positions);
        JsonFile.Refuse(portfolioPath, outcome.Faults);
        SpanMarginView view = new(rules, outcome.Report!);
        if (parsed.GetValue(json))
        {
            view.WriteJson(process.Output);
        }
        else
        {
            view.WritePlain(process.Output);
        }

        return ExitCodes.Good;
    }

    private int Arrays(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(compare);
        SpanFile file = SpanFiles.Read("--compare", path);
        (SpanImported imported, SpanModel read) = SpanFiles.Import(path, file, isComputing: false);
        SpanArraysView view = new(file, imported, read);
        if (parsed.GetValue(contract) is string id)
        {
            int index = read.IndexOf(id) is >= 0 and int at ? at : read.IndexOfNumber(id);
            if (index < 0)
            {
                throw new UsageException(
                    $"--contract: \"{id}\" is not one contract of {path} (nearest: {read.NearestTo(id)})");
            }

            return view.WriteContract(index, parsed.GetValue(json), process.Output)
                ? ExitCodes.Good
                : ExitCodes.Inconclusive;
        }

        if (parsed.GetValue(arraysOut) is string target)
        {
            InputFile.Write("--out", target, view.WriteCsv);
        }

        SpanComparison comparison = SpanComparison.Of(file, imported);
        view.Write(comparison, parsed.GetValue(json), process.Output);
        return comparison.Count == 0 ? ExitCodes.Inconclusive
            : comparison.Excesses.Count > 0 ? ExitCodes.WrongAnswer
            : ExitCodes.Good;
    }

    private static Option<string> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };
}
