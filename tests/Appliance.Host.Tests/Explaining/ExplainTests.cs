using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Appliance.Host.Explaining;
using Appliance.Host.Views;
using Appliance.Margin;
using Appliance.Sim.Explain;
using Appliance.Sim.Oracle;

namespace Appliance.Host.Tests.Explaining;

/// <summary>Explanations of a small book: against the device, against golden pages, and added up again.</summary>
public sealed class ExplainTests
{
    [Fact]
    public void The_page_is_as_golden()
    {
        using SmallBook book = Cross();
        Golden.Verify("explain-cross.txt", Page(book.Explained));
    }

    [Fact]
    public void Machine_output_is_as_golden_and_adds_up_again()
    {
        using SmallBook book = Cross();
        string json = Json(book.Explained);
        Golden.Verify("explain-cross.json", json);
        AssertAddsUp(book.Explained);
    }

    [Fact]
    public void A_member_is_explained_by_its_pool_and_all_its_members()
    {
        using SmallBook book = Pool();
        ExplainedDecision explained = book.Explained;
        Assert.Equal(3L, explained.Explanation.Terms.MarginGroup);
        Assert.Equal([3u, 4u, 5u], explained.Decision.State.Groups.Select(group => group.Id));
        AssertAddsUp(explained);
        Golden.Verify("explain-pool.txt", Page(explained));
    }

    [Fact]
    public void Standard_mode_is_explained_instrument_by_instrument()
    {
        using SmallBook book = new(4);
        book.Open(4, isStandard: true);
        book.Cash(4, 90_000);
        book.Trade(4, SmallBook.Perp, 2, 40_100);
        book.Trade(4, SmallBook.Call, -3, 155);
        book.Order(4, SmallBook.Dated, -2, 40_400, 0);
        AssertAddsUp(book.Explained);
        Golden.Verify("explain-standard.txt", Page(book.Explained));
    }

    [Fact]
    public void An_isolated_group_is_explained_without_what_it_has_not()
    {
        using SmallBook book = new(4);
        book.Open(4, MarginGroupKind.Isolated);
        book.Cash(4, 30_000);
        book.Order(4, SmallBook.Perp, 1, 40_000, 40);
        AssertAddsUp(book.Explained);
        Assert.DoesNotContain("ETH", Page(book.Explained), StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_asked_for_is_explained_and_not_a_later_one()
    {
        using SmallBook book = new(4, number: 2);
        book.Open(4);
        book.Cash(4, 90_000);
        book.Order(4, SmallBook.Perp, 1, 40_000, 1);
        book.Order(4, SmallBook.Perp, 2, 40_000, 2);
        book.Order(4, SmallBook.Perp, 3, 40_000, 3);
        Assert.Equal((2, 2L), (book.Decision!.Number, book.Decision.Command.Lots));
        Assert.Equal(3L, book.Decision.State.Groups[0].Positions[0].WorkingBuys);
        AssertAddsUp(book.Explained);
    }

    [Fact]
    public void Working_lots_are_known_by_their_reserve_until_they_cannot_be()
    {
        using SmallBook book = new(4);
        book.Open(4);
        book.Cash(4, 90_000);
        book.Order(4, SmallBook.Perp, 2, 40_000, 1);
        book.Order(4, SmallBook.Perp, 3, 40_000, 2);
        book.Release(4, SmallBook.Perp, 1, 1);
        book.Order(4, SmallBook.Dated, -1, 40_400, 5);
        Assert.Equal(
            [
                new WorkingLots(SmallBook.Perp, 1, 1, 1_000_000), new WorkingLots(SmallBook.Perp, 1, 3, 2_000_000),
                new WorkingLots(SmallBook.Dated, -1, 1, 5_000_000),
            ],
            book.Decision!.State.Groups[0].Working);

        // Released at a reserve that no order had: their sum is all that is left.
        book.Release(4, SmallBook.Perp, 1, 3);
        book.Order(4, SmallBook.Dated, -1, 40_400, 5);
        Assert.Empty(book.Decision!.State.Groups[0].Working);
        Assert.True(book.Explained.Agrees);
        Assert.Contains("their sum", Page(book.Explained), StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_off_by_a_micro_is_told()
    {
        using SmallBook book = new(4, around: device => new WrongDevice(device, 4));
        book.Open(4);
        book.Cash(4, 90_000);
        book.Order(4, SmallBook.Perp, 1, 40_000, 1);
        Assert.False(book.Explained.Agrees);
        string page = Page(book.Explained);
        Assert.StartsWith("DISAGREES  group 4, accepted order 1\n", page, StringComparison.Ordinal);
        Assert.Contains("off by 1\n", page, StringComparison.Ordinal);
        Assert.Contains("\"agrees\": false", Json(book.Explained), StringComparison.Ordinal);
    }

    [Fact]
    public void The_snapshot_file_has_the_arrays_that_the_terms_name()
    {
        using SmallBook book = Cross();
        using MemoryStream stream = new();
        ExplainSnapshotJson.Write(book.Explained, stream);
        using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        JsonElement instruments = document.RootElement.GetProperty("instruments");
        Assert.Equal(5, instruments.GetArrayLength());
        Assert.Equal(32, instruments[0].GetProperty("bucketMicro").GetArrayLength());
        Assert.Equal(16, instruments[0].GetProperty("jointMicro").GetArrayLength());
        Assert.Equal(book.Snapshot.Losses(0)[18], instruments[0].GetProperty("bucketMicro")[18].GetInt64());
    }

    [Fact]
    public void Numbers_beyond_what_a_double_holds_are_strings()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartArray();
            json.Exact(System.Numerics.BigInteger.One << 53);
            json.Exact(-(System.Numerics.BigInteger.One << 53) - 1);
            json.WriteEndArray();
        }

        Assert.Equal("[9007199254740992,\"-9007199254740993\"]", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void The_segment_that_binds_is_the_first_that_gives_the_value()
    {
        OracleSegment[] table = [new(OracleMath.One, 0), new(2 * OracleMath.One, 10)];
        Assert.Equal(0, GroupExplainer.Binding(10, table, 10));
        Assert.Equal(1, GroupExplainer.Binding(11, table, 12));
        Assert.Equal(-1, GroupExplainer.Binding(0, table, 0));
    }

    private static SmallBook Cross()
    {
        SmallBook book = new(4);
        book.Open(4);
        book.Cash(4, 60_000);
        book.Asset(4, asset: 0, 10_000);
        book.Asset(4, asset: 1, 1);
        book.Trade(4, SmallBook.Perp, 3, 39_000);
        book.Trade(4, SmallBook.Dated, -2, 40_300);
        book.Trade(4, SmallBook.Call, -2, 155);
        book.Order(4, SmallBook.Perp, 2, 40_010, 10);
        book.Order(4, SmallBook.Spread, -1, 300, 100);
        return book;
    }

    private static SmallBook Pool()
    {
        SmallBook book = new(4);
        book.Open(3, MarginGroupKind.Pool);
        book.Open(4, MarginGroupKind.Member, pool: 3);
        book.Open(5, MarginGroupKind.Member, pool: 3);
        book.Cash(4, 30_000);
        book.Cash(5, 30_000);
        book.Trade(4, SmallBook.Perp, 3, 40_000);
        book.Trade(5, SmallBook.Dated, -2, 40_400);
        book.Order(5, SmallBook.Call, 2, 160, 20);
        book.Order(4, SmallBook.Perp, -1, 40_050, 5);
        return book;
    }

    private static void AssertAddsUp(ExplainedDecision explained)
    {
        Assert.True(explained.Agrees, Page(explained));
        using JsonDocument document = JsonDocument.Parse(Json(explained));
        Readding again = new(document.RootElement);
        DeviceResult decided = explained.Decision.Result;
        Assert.Equal(decided.Requirement, again.Imr);
        Assert.Equal(decided.Maintenance, again.Mmr);
        Assert.Equal(decided.EquityInitial, again.EquityInitial);
        Assert.Equal(decided.Equity, again.EquityMaintenance);
    }

    private static string Page(ExplainedDecision explained)
    {
        using StringWriter output = new();
        new ExplainPage(explained).Write(output);
        return output.ToString();
    }

    private static string Json(ExplainedDecision explained)
    {
        using StringWriter output = new();
        ExplainJson.Write(explained, output);
        return output.ToString();
    }
}
