using System;
using System.IO;

namespace Appliance.Capture.Tests;

public sealed class ToolTests
{
    private const string TwoLines = """
        1000 {"data":{"e":"bookTicker","s":"BTCUSDT","b":"1","B":"1","a":"2","A":"1","T":3,"E":4}}
        2500000000 {"data":{"e":"trade","E":3,"T":3,"s":"BTCUSDT","t":5,"p":"1","q":"1","m":false}}
        """;

    [Fact]
    public void Import_info_and_cut_work_together()
    {
        using var tool = new ToolRun();
        string capture = tool.PathOf("a.mapcap");
        Assert.Equal(ExitCode.Good, tool.Run("import-binance", tool.Gzip("a.gz", TwoLines), capture));
        Assert.Contains("frames written 3", tool.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Good, tool.Run("info", capture));
        Assert.Contains("span           2.499999000 s", tool.Output, StringComparison.Ordinal);
        Assert.Contains("stream 10 schema 701 template 11: 1", tool.Output, StringComparison.Ordinal);

        string torn = tool.PathOf("torn.mapcap");
        long bytes = new FileInfo(capture).Length - 1;
        Assert.Equal(ExitCode.Good, tool.Run("cut", capture, torn, "--bytes", $"{bytes}"));
        Assert.Equal(File.ReadAllBytes(capture)[..^1], File.ReadAllBytes(torn));
        Assert.Equal(ExitCode.Wrong, tool.Run("info", torn));
        Assert.Contains("cut inside the frame at byte ", tool.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Wrong, tool.Run("cut", capture, torn, "--bytes", "1000000"));
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        using var tool = new ToolRun();
        string input = tool.Gzip("a.gz", TwoLines);
        Assert.Equal(ExitCode.Good, tool.Run("import-binance", input, tool.PathOf("1")));
        Assert.Equal(ExitCode.Good, tool.Run("import-binance", input, tool.PathOf("2")));
        Assert.Equal(File.ReadAllBytes(tool.PathOf("1")), File.ReadAllBytes(tool.PathOf("2")));
    }

    [Fact]
    public void Another_symbol_keeps_nothing_of_this_one()
    {
        using var tool = new ToolRun();
        string input = tool.Gzip("a.gz", TwoLines);
        Assert.Equal(ExitCode.Wrong, tool.Run("import-binance", input, tool.PathOf("1"), "--symbol", "ETHUSDT"));
        Assert.Equal("capture: no usable line in the input\n", tool.Error);
        Assert.Contains("other symbol   2", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_or_foreign_input_is_wrong_and_says_so()
    {
        using var tool = new ToolRun();
        string whole = tool.Gzip("a.gz", TwoLines);
        string torn = tool.PathOf("torn.gz");
        File.WriteAllBytes(torn, File.ReadAllBytes(whole)[..^12]);
        Assert.Equal(ExitCode.Wrong, tool.Run("import-binance", torn, tool.PathOf("x")));
        Assert.Contains("input fails after line ", tool.Error, StringComparison.Ordinal);
        File.WriteAllText(torn, TwoLines);
        Assert.Equal(ExitCode.Wrong, tool.Run("import-binance", torn, tool.PathOf("x")));
        Assert.Contains("input fails after line 0", tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Naming_the_input_as_output_destroys_nothing()
    {
        using var tool = new ToolRun();
        string input = tool.Gzip("a.gz", TwoLines);
        byte[] before = File.ReadAllBytes(input);
        Assert.Equal(ExitCode.Wrong, tool.Run("import-binance", input, input));
        Assert.Equal(ExitCode.Wrong, tool.Run("cut", input, input, "--bytes", "1"));
        Assert.Equal(before, File.ReadAllBytes(input));
    }

    [Theory]
    [InlineData]
    [InlineData("bogus")]
    [InlineData("info")]
    [InlineData("info", "a", "b")]
    [InlineData("cut", "a", "b")]
    [InlineData("cut", "a", "b", "--bytes", "x")]
    [InlineData("cut", "a", "b", "--bytes", "-1")]
    [InlineData("cut", "a", "b", "--bytes=-1")]
    [InlineData("import-binance", "a")]
    [InlineData("import-binance", "a", "b", "--symbol", "")]
    [InlineData("import-binance", "a", "b", "--symbol", "BTC USDT")]
    [InlineData("import-binance", "a", "b", "--tick", "0")]
    [InlineData("import-binance", "a", "b", "--lot", "1e-3")]
    public void Bad_arguments_are_64_with_one_line(params string[] args)
    {
        using var tool = new ToolRun();
        Assert.Equal(ExitCode.BadArguments, tool.Run(args));
        Assert.StartsWith("capture: ", tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_not_there_are_wrong()
    {
        using var tool = new ToolRun();
        string missing = tool.PathOf("missing");
        Assert.Equal(ExitCode.Wrong, tool.Run("info", missing));
        Assert.Equal(ExitCode.Wrong, tool.Run("cut", missing, tool.PathOf("x"), "--bytes", "1"));
        Assert.Equal(ExitCode.Wrong, tool.Run("import-binance", missing, tool.PathOf("x")));
        Assert.False(File.Exists(tool.PathOf("x")));
        File.WriteAllText(missing, "not a capture");
        Assert.Equal(ExitCode.Wrong, tool.Run("info", missing));
        Assert.Contains("bad header", tool.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("import-binance", "--help")]
    [InlineData("info", "--help")]
    [InlineData("cut", "--help")]
    public void Help_is_good(params string[] args)
    {
        using var tool = new ToolRun();
        Assert.Equal(ExitCode.Good, tool.Run(args));
        Assert.Contains("xample: capture ", tool.Output, StringComparison.Ordinal);
    }
}
