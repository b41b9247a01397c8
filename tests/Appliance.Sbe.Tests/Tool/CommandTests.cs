using System;
using System.IO;
using System.Linq;

namespace Appliance.Sbe.Tests.Tool;

/// <summary>Schemas through the tool as a process: findings, codecs and tables, and how it ends.</summary>
public sealed class CommandTests
{
    private const string Broken =
        """
        <sbe:messageSchema xmlns:sbe="http://fixprotocol.io/2016/sbe" package="p" id="1" version="0">
        <types><composite name="messageHeader"><type name="blockLength" primitiveType="uint16"/>
        <type name="templateId" primitiveType="uint16"/><type name="schemaId" primitiveType="uint16"/>
        <type name="version" primitiveType="uint16"/></composite></types>
        <sbe:message name="M" id="1"><field name="f" id="1" type="nothing"/></sbe:message>
        </sbe:messageSchema>
        """;

    [Fact]
    public void Own_schemas_check_without_a_finding()
    {
        CommandRun run = CommandRun.Of(["check", "--strict", .. OwnSchemas.Files]);
        Assert.Equal(string.Empty, run.Error);
        Assert.EndsWith("0 errors, 0 warnings\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Findings_have_file_line_and_column()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("broken.xml", Broken);
        CommandRun run = CommandRun.Of("check", file);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{file}(5,", run.Output, StringComparison.Ordinal);
        Assert.Contains("error SBE014", run.Output, StringComparison.Ordinal);
        Assert.Equal("1 errors, 0 warnings\n", run.Error);
        Assert.Equal(1, CommandRun.Of("layout", file).ExitCode);
        Assert.Equal(1, CommandRun.Of("decode", "-s", file, "--hex", "00").ExitCode);
        Assert.Equal(1, CommandRun.Of("gen", file, "-o", folder.Path).ExitCode);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Warnings_are_wrong_only_when_asked_for()
    {
        using TemporaryFolder folder = new();
        string odd = Broken.Replace("type=\"nothing\"", "type=\"uint8\" sinceVersion=\"9\"", StringComparison.Ordinal);
        string file = folder.Write("odd.xml", odd);
        CommandRun run = CommandRun.Of("check", file);
        Assert.Contains("warning SBE110", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(1, CommandRun.Of("check", "--strict", file).ExitCode);
    }

    [Fact]
    public void An_include_does_not_lead_out_of_the_folder()
    {
        using TemporaryFolder outside = new();
        string secret = outside.Write("secret.xml", "<types/>");
        using TemporaryFolder folder = new();
        foreach (string href in new[] { secret, Path.GetRelativePath(folder.Path, secret) })
        {
            string include =
                $"""<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{href}"/><sbe:message name="M" """;
            string text = Broken.Replace("<sbe:message name=\"M\" ", include, StringComparison.Ordinal);
            CommandRun run = CommandRun.Of("check", folder.Write("leads-out.xml", text));
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("error SBE006", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Codecs_are_written_once_and_the_same_again()
    {
        using TemporaryFolder folder = new();
        string[] words = ["gen", .. OwnSchemas.Files, "-o", folder.Path, "--namespace", "Some.Wire"];
        Assert.Equal(0, CommandRun.Of(words).ExitCode);
        string[] files = [.. Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal)];
        string[] texts = [.. files.Select(File.ReadAllText)];
        string order = texts[Array.FindIndex(files, f => f.EndsWith("NewOrderSingle.g.cs", StringComparison.Ordinal))];
        Assert.Contains("namespace Some.Wire", order, StringComparison.Ordinal);
        Assert.Contains("ref struct NewOrderSingleDecoder", order, StringComparison.Ordinal);
        CommandRun again = CommandRun.Of(words);
        Assert.Equal($"{files.Length} files in {folder.Path}\n", again.Output);
        Assert.Equal(texts, files.Select(File.ReadAllText));
    }

    [Fact]
    public void A_page_goes_to_a_file_as_it_goes_to_output()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "new", "page.md");
        string schema = OwnSchemas.Files.First();
        CommandRun shown = CommandRun.Of("layout", schema, "--title", "Feed");
        Assert.Equal(0, CommandRun.Of("layout", schema, "--title", "Feed", "-o", file).ExitCode);
        Assert.StartsWith("# Feed\n\n", shown.Output, StringComparison.Ordinal);
        Assert.Contains(
            "| 16 | 8 | BidSize | 134 | QTYNULL8 (int64 x 10^-8) | optional | -9223372036854775808 | 0 |",
            shown.Output,
            StringComparison.Ordinal);
        Assert.Equal(shown.Output, File.ReadAllText(file));
    }

    [Fact]
    public void What_cannot_be_started_ends_with_64_and_a_reason()
    {
        string own = OwnSchemas.Files.First();
        string[][] wrong =
        [
            [],
            ["decode"],
            ["check"],
            ["check", "no-such-file.xml"],
            ["check", SharedFolder.Root],
            ["gen", own],
            ["gen", own, "-o", "x", "--namespace", "1.2"],
            ["decode", "-s", own],
            ["decode", "-s", own, "--hex", "00", "--file", own],
            ["decode", "-s", own, "--hex", "0"],
            ["decode", "-s", own, "--hex", "0g"],
            ["decode", "-s", own, "--hex", "00", "--port", "1"],
            ["decode", "-s", own, "--hex", "00", "--framing", "tape"],
            ["decode", "-s", own, "--hex", "00", "--skip", "-1"],
            ["decode", "-s", own, "--file", "no-such-file"],
        ];
        foreach (string[] words in wrong)
        {
            CommandRun run = CommandRun.Of(words);
            Assert.True(run.ExitCode == 64, $"sbe {string.Join(' ', words)}: {run.ExitCode}\n{run.Error}");
            Assert.StartsWith("sbe: ", run.Error, StringComparison.Ordinal);
            Assert.Equal(string.Empty, run.Output);
        }

        CommandRun help = CommandRun.Of("--help");
        Assert.Equal(0, help.ExitCode);
        string[] verbs = ["check", "gen", "layout", "decode"];
        Assert.All(verbs, v => Assert.Contains(v, help.Output, StringComparison.Ordinal));
    }
}
