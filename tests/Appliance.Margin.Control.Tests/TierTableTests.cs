using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using Appliance.Core;
using Xunit.Abstractions;

namespace Appliance.Margin.Control.Tests;

/// <summary>Leverage tables of real venues become requirement tables; bad ones are named and left out.</summary>
public class TierTableTests(ITestOutputHelper output)
{
    private const string Good =
        """
        {"tier":1,"minNotional":0.0,"maxNotional":100000.0,"maintenanceMarginRate":0.02,"maxLeverage":25.0,
         "info":{"mmDeduction":""}},
        {"tier":2,"minNotional":100000.0,"maxNotional":200000.0,"maintenanceMarginRate":0.025,"maxLeverage":16.67,
         "info":{"mmDeduction":"500"}}
        """;

    /// <summary>Symbols, tiers and edges of each file, counted outside this program.</summary>
    public static TheoryData<string, int, int, int> Files => new()
    {
        { "binance_um_leverage_tiers_2022-05-21", 158, 1_037, 879 },
        { "binance_um_leverage_tiers_2022-11-25", 195, 1_204, 1_009 },
        { "binance_um_leverage_tiers_2023-06-04", 235, 1_619, 1_384 },
        { "binance_um_leverage_tiers_2024-02-03", 273, 1_949, 1_676 },
        { "binance_um_leverage_tiers_2024-10-24", 349, 2_805, 2_456 },
        { "bybit_leverage_tiers_2024-08", 439, 12_706, 12_267 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_table_of_a_real_file_is_read_and_continuous(string name, int symbols, int tiers, int edges)
    {
        string? folder = SharedFolder();
        if (folder is null)
        {
            output.WriteLine("skipped: ../shared absent");
            return;
        }

        using FileStream packed = File.OpenRead(Path.Combine(folder, "data", "account_facts", name + ".json.gz"));
        using GZipStream unpacked = new(packed, CompressionMode.Decompress);
        using MemoryStream bytes = new();
        unpacked.CopyTo(bytes);
        TierTableFile file = TierTableImport.Read(bytes.ToArray());
        Assert.Empty(file.Faults);
        Assert.Equal(symbols, file.Tables.Count);
        Assert.Equal(tiers, file.Tables.Sum(table => table.Tiers.Length));
        Assert.Equal(edges, file.Tables.Sum(CountContinuousEdges));
        AssertLoads(file.Tables);
    }

    /// <summary>The four tables of binance_facts.json, written the way the venue's file has them.</summary>
    [Fact]
    public void The_copied_tables_are_read_and_continuous()
    {
        TierTableFile file = TierTableImport.Read(Encoding.UTF8.GetBytes(CopiedTables()));
        Assert.Empty(file.Faults);
        Assert.Equal(["BTC/USDT", "ETH/USDT", "SOL/USDT", "BTC 2021"], file.Tables.Select(table => table.Symbol));
        Assert.Equal(40, file.Tables.Sum(CountContinuousEdges));
        AffineSegment[] bitcoin = file.Tables[0].Maintenance;
        Assert.Equal(new AffineSegment(Rate.Up(4, 1_000).Q32, 0), bitcoin[0]);
        Assert.Equal(new AffineSegment(Rate.Up(65, 10_000).Q32, 950_000_000), bitcoin[2]);
        Assert.Equal(new AffineSegment(Rate.Up(1, 2).Q32, 421_481_450_000_000), bitcoin[11]);
        AssertLoads(file.Tables);
    }

    [Fact]
    public void The_good_table_is_read_with_and_without_a_wrapper()
    {
        foreach (string text in (string[])[
            $"{{\"X\":[{Good}]}}", $"{{\"X\":[{Good.Replace("\"500\"", "\"5.0E2\"", StringComparison.Ordinal)}]}}",
            $"{{\"updated\":\"now\",\"data\":{{\"X\":[{Good}]}}}}"])
        {
            TierTable table = Assert.Single(TierTableImport.Read(Encoding.UTF8.GetBytes(text)).Tables);
            Assert.Equal([new(0, 20_000_000, 25_000_000), new(100_000_000_000, 25_000_000, 16_670_000)], table.Tiers);
            Assert.Equal(500_000_000, table.Maintenance[1].OffsetMicro);
            Assert.Equal(Rate.Up(100, 1_667).Q32, table.Initial[1].SlopeQ32);
        }
    }

    [Theory]
    [InlineData("0.02,", "2e-2,", "tier 1: maintenanceMarginRate is not a decimal number above 0 and at most 1")]
    [InlineData("0.02,", "0,", "tier 1: maintenanceMarginRate is not a decimal number above 0 and at most 1")]
    [InlineData("0.02,", "1.1,", "tier 1: maintenanceMarginRate is not a decimal number above 0 and at most 1")]
    [InlineData("0.02,", "\"0.02\",", "tier 1: maintenanceMarginRate is not a decimal number above 0 and at most 1")]
    [InlineData("0.02,", "0.03,", "tier 2: the rate does not rise")]
    [InlineData("16.67", "25.1", "tier 2: the leverage rises")]
    [InlineData("25.0", "0.5", "tier 1: maxLeverage is not a decimal number in 1..1000")]
    [InlineData(":100000.0,\"max", ":100001.0,\"max", "tier 2: does not begin where the one before ends")]
    [InlineData("minNotional\":0.0", "minNotional\":1.0", "tier 1: does not begin where the one before ends")]
    [InlineData("nal\":0.0", "nal\":-1", "tier 1: minNotional is not a decimal number in the money range")]
    [InlineData("minNotional\":0.0", "floor\":0", "tier 1: minNotional is not a decimal number in the money range")]
    [InlineData("200000.0", "100000.0", "tier 2: maxNotional is not a decimal number above minNotional")]
    [InlineData(":100000.0,\"mai", ":1e5,\"mai", "tier 1: maxNotional is not a decimal number above minNotional")]
    [InlineData("\"500\"", "\"501\"", "tier 2: the published amount does not make the table continuous")]
    [InlineData("\"500\"", "\"5.01E2\"", "tier 2: the published amount does not make the table continuous")]
    [InlineData("\"500\"", "\"5E-2\"", "tier 2: the published amount is not a decimal number")]
    [InlineData("\"500\"", "\"5E\"", "tier 2: the published amount is not a decimal number")]
    [InlineData("\"500\"", "\"5E99\"", "tier 2: the published amount is not a decimal number")]
    [InlineData("\"500\"", "\"5f2\"", "tier 2: the published amount is not a decimal number")]
    [InlineData("\"500\"", "true", "tier 2: the published amount is not a decimal number")]
    public void A_bad_tier_is_named_and_its_symbol_left_out(string from, string to, string fault)
    {
        string bad = Good.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Good, bad);
        TierTableFile file = TierTableImport.Read(Encoding.UTF8.GetBytes($"{{\"BAD\":[{bad}],\"X\":[{Good}]}}"));
        Assert.Equal("X", Assert.Single(file.Tables).Symbol);
        Assert.Equal($"BAD: {fault}", Assert.Single(file.Faults));
    }

    [Theory]
    [InlineData("", "not JSON: line 1, byte 0")]
    [InlineData("{", "not JSON: line 1, byte 1")]
    [InlineData("[]", "not an object of symbols")]
    [InlineData("{\"data\":3}", "not an object of symbols")]
    [InlineData("{\"X\":3}", "X: not an array of tiers")]
    [InlineData("{\"X\":[]}", "X: 0 tiers are not 1..64")]
    [InlineData("{\"X\":[3]}", "X: tier 1: not an object")]
    [InlineData("{\"\\ud800\":3}", "a text is not Unicode")]
    [InlineData("{\"X\":[[[[[[[[[[[]]]]]]]]]]]}", "not JSON: line 1, byte 12")]
    public void A_bad_file_is_named(string text, string fault)
    {
        TierTableFile file = TierTableImport.Read(Encoding.UTF8.GetBytes(text));
        Assert.Empty(file.Tables);
        Assert.Equal(fault, Assert.Single(file.Faults));
    }

    [Fact]
    public void A_name_that_stands_twice_refuses_the_file()
    {
        TierTableFile file = TierTableImport.Read(Encoding.UTF8.GetBytes($"{{\"X\":[{Good}],\"X\":[{Good}]}}"));
        Assert.Empty(file.Tables);
        Assert.StartsWith("not JSON", Assert.Single(file.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_and_mangled_files_are_refused_without_a_throw()
    {
        Prng random = new Prng(81_123).Fork(7);
        byte[] whole = Encoding.UTF8.GetBytes($"{{\"X\":[{Good}],\"Y\":[{Good}]}}");
        int refused = 0;
        for (int n = 0; n < 3_000; n++)
        {
            byte[] bytes = random.Chance(300_000) ? whole[..(int)random.Next(whole.Length)] : [.. whole];
            for (long hits = random.Next(4); hits > 0 && bytes.Length > 0; hits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            TierTableFile file = TierTableImport.Read(bytes);
            Assert.True(file.Tables.Count + file.Faults.Count is >= 0 and <= 3, $"FAIL seed 81123, file {n}");
            Assert.All(file.Tables, table => Assert.True(table.Tiers.Length is >= 1 and <= 2));
            refused += file.Faults.Count > 0 ? 1 : 0;
        }

        Assert.True(refused > 1_000, $"{refused} refused");
    }

    // At every edge the two lines that meet give the same exact amount, and the table is at most 1 + N/2^32 above it.
    private static int CountContinuousEdges(TierTable table)
    {
        Int128[] amounts = TierTableExact.Amounts(table);
        int edges = 0;
        for (int k = 1; k < table.Tiers.Length; k++)
        {
            Int128 notional = table.Tiers[k].FloorMicro;
            Int128 below = (notional * table.Tiers[k - 1].RateE9) - amounts[k - 1];
            Int128 above = (notional * table.Tiers[k].RateE9) - amounts[k];
            Int128 exact = FixedPoint.CeilDiv(above, (Int128)1_000_000_000);
            Assert.InRange(
                Affine.MaxAffine(notional, table.Maintenance) - exact, Int128.Zero, 2 + (notional >> 32));
            edges += below == above ? 1 : 0;
        }

        return edges;
    }

    // As the tier tables of underlyings they pass the load checks: initial is nowhere below maintenance.
    private static void AssertLoads(IReadOnlyList<TierTable> tables)
    {
        foreach (TierTable[] some in tables.Chunk(Limits.UnderlyingsMax))
        {
            UnderlyingRisk[] underlyings = [.. some.Select(table => new UnderlyingRisk
            {
                Name = table.Symbol,
                TierInitial = table.Initial,
                TierMaintenance = table.Maintenance,
            })];
            Assert.Empty(SnapshotCheck.Find(new RiskSnapshot(RiskProfile.Lite, new RiskParameters(), underlyings, [])));
        }
    }

    private static string CopiedTables()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "vectors", "binance_facts.json");
        using JsonDocument facts = JsonDocument.Parse(File.ReadAllText(path));
        StringBuilder text = new("{");
        foreach (IGrouping<string, JsonElement> table in facts.RootElement.GetProperty("tiers").EnumerateArray()
            .GroupBy(row => row.GetProperty("symbol").GetString()!))
        {
            text.Append(text.Length == 1 ? "" : ",").Append('"').Append(table.Key).Append("\":[");
            long floor = 0;
            foreach (JsonElement row in table)
            {
                long cap = row.GetProperty("maxNotionalUsd").GetInt64();
                string rate = Decimal(row.GetProperty("mmrPpm").GetInt64());
                string amount = Decimal(row.GetProperty("cumMicro").GetInt64());
                text.Append(floor == 0 ? "" : ",").Append(
                    CultureInfo.InvariantCulture,
                    $"{{\"minNotional\":{floor}.0,\"maxNotional\":{cap}.0,\"maintenanceMarginRate\":{rate},"
                    + $"\"maxLeverage\":1.0,\"info\":{{\"cum\":\"{amount}\"}}}}");
                floor = cap;
            }

            text.Append(']');
        }

        return text.Append('}').ToString();
    }

    private static string Decimal(long micro) =>
        string.Create(CultureInfo.InvariantCulture, $"{micro / 1_000_000}.{micro % 1_000_000:D6}");

    private static string? SharedFolder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Appliance.sln")))
            {
                string shared = Path.GetFullPath(Path.Combine(at.FullName, "..", "shared"));
                return Directory.Exists(shared) ? shared : null;
            }
        }

        return null;
    }
}
