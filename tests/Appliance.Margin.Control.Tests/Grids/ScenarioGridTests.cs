using System.Globalization;
using System.Linq;
using System.Text;
using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

public sealed class ScenarioGridTests
{
    private const string Volatility =
        "\"volatility\": {\"up\": \"0.5\", \"down\": \"0.25\", \"shortPower\": \"0.3\", \"longPower\": \"0.13\", "
        + "\"pivotDays\": \"30\", \"floorDays\": \"1\", \"minimumUp\": \"0.5\"}";

    [Fact]
    public void The_default_grid_is_the_table_of_the_rules()
    {
        ScenarioGrid grid = ScenarioGrid.Ism1;
        Assert.Equal(30, grid.Points.Length);
        VolatilityMove[] moves = [VolatilityMove.Same, VolatilityMove.Up, VolatilityMove.Down];
        for (int row = 0; row < 21; row++)
        {
            ScenarioPoint point = grid.Points[row];
            int thirds = (row + 3) / 6 * (row % 6 is 3 or 4 or 5 ? 1 : -1);
            Assert.Equal(row, point.Index);
            Assert.Equal(moves[row % 3], point.Volatility);
            Assert.Equal(0, point.Move.CompareTo(new Rational(row < 3 ? 0 : thirds, 3)));
            Assert.False(point.IsMoveOutright);
            Assert.Equal(Rational.One, point.Cover);
        }

        int[] tailsPercent = [-66, -50, -33, 50, 100, 200, 300];
        int[] coversMilli = [210, 280, 420, 280, 140, 70, 47];
        for (int t = 0; t < tailsPercent.Length; t++)
        {
            ScenarioPoint tail = grid.Points[21 + t];
            Assert.Equal(0, tail.Move.CompareTo(new Rational(tailsPercent[t], 100)));
            Assert.Equal(0, tail.Cover.CompareTo(new Rational(coversMilli[t], 1000)));
            Assert.Equal((true, VolatilityMove.Up, 21 + t), (tail.IsMoveOutright, tail.Volatility, tail.Index));
        }

        Assert.Equal(TermTwist.FrontUp, grid.Points[28].Twist);
        Assert.Equal(TermTwist.FrontDown, grid.Points[29].Twist);
    }

    [Fact]
    public void Every_embedded_grid_reads_and_fits_the_bucket_block()
    {
        Assert.Equal(4, ScenarioGrid.EmbeddedNames.Count);
        foreach (string name in ScenarioGrid.EmbeddedNames)
        {
            ScenarioGrid grid = ScenarioGrid.Embedded(name);
            Assert.Equal(name, grid.Name);
            Assert.NotEmpty(grid.Note);
            int last = -1;
            foreach (ScenarioPoint point in grid.Points)
            {
                Assert.InRange(point.Index, last + 1, RiskProfile.BucketScenarios - 1);
                Assert.InRange(point.CoverQ32(Rate.Up(15, 100).Q32), 1UL, Rate.One.Q32);
                last = point.Index;
            }
        }
    }

    [Fact]
    public void Parameters_can_be_replaced_and_no_others()
    {
        ScenarioGrid grid = ScenarioGrid.Embedded(
            "span-16", new GridParameter("extremeCover", "0.35"), new GridParameter("extremeMove", "3"));
        ScenarioPoint[] extremes = [.. grid.Points.ToArray().Where(p => p.Index >= 21)];
        Assert.Equal([new Rational(3, 1), new Rational(-3, 1)], extremes.Select(p => p.Move));
        Assert.All(extremes, p => Assert.Equal(new Rational(7, 20), p.Cover));
        Assert.Equal(16, grid.Points.Length);

        GridParameter[] unknown = [new("cover", "1")];
        Assert.Null(ScenarioGrid.Parse(ScenarioGrid.EmbeddedText("span-16"), unknown, out string fault));
        Assert.Equal("parameters: \"cover\" is to be replaced and is not there", fault);
        GridParameter[] wrong = [new("extremeCover", "1.5")];
        Assert.Null(ScenarioGrid.Parse(ScenarioGrid.EmbeddedText("span-16"), wrong, out fault));
        Assert.Equal("points[14].cover: is above 1", fault);
    }

    [Theory]
    [InlineData("{\"index\": 1, \"name\": \"a\", \"move\": \"1/3\", \"vol\": \"sideways\"}",
        "points[0].vol: \"sideways\" is none of same, up, down")]
    [InlineData("{\"index\": 30, \"name\": \"a\", \"move\": \"0\"}", "points[0].index: 30 is not in 0..29")]
    [InlineData("{\"index\": \"1\", \"name\": \"a\", \"move\": \"0\"}", "points[0].index: a whole number belongs here")]
    [InlineData("{\"index\": 1.5, \"name\": \"a\", \"move\": \"0\"}", "points[0].index: a whole number belongs here")]
    [InlineData("{\"index\": 1, \"name\": \"a\", \"move\": 0.5}", "points[0].move: text in quotes belongs here")]
    [InlineData("{\"index\": 1, \"name\": \"a\", \"move\": \"1/0\"}",
        "points[0].move: \"1/0\" is no fraction such as \"1/3\" or \"0.25\"")]
    [InlineData("{\"index\": 1, \"name\": \"a\", \"move\": \"11\"}", "points[0].move: \"11\" is not in -10..10")]
    [InlineData("{\"index\": 1, \"name\": \"a\", \"move\": \"-1.1\", \"of\": \"price\"}",
        "points[0].move: \"-1.1\" is not in -1..10")]
    [InlineData("{\"index\": 1, \"name\": \"a\", \"move\": \"$x\"}", "points[0].move: there is no parameter \"x\"")]
    [InlineData("{\"index\": 1, \"name\": \"\", \"move\": \"0\"}", "points[0].name: 1 to 64 characters belong here")]
    [InlineData("{\"index\": 1, \"name\": \"a\"}", "points[0].move: is missing")]
    [InlineData("{\"index\": 1, \"name\": \"a\", \"move\": \"0\", \"cover\": \"1.01\"}", "points[0].cover: is above 1")]
    [InlineData("{\"index\": 0, \"name\": \"a\", \"move\": \"1/3\"}",
        "points[0].index: 0 is the market as it is and may not move")]
    [InlineData("{\"index\": 1, \"name\": \"a\", \"move\": \"0\", \"vol\": \"up\", \"twist\": \"frontUp\"}",
        "points[0].twist: a twist and a move of all volatilities exclude each other")]
    [InlineData("{\"index\": 1, \"name\": \"a\", \"move\": \"0\", \"damping\": \"1\"}",
        "points[0].damping: unknown member; known here: index, name, move, of, vol, volScale, volBy, twist, cover, "
        + "coverOf, lookAheadDays")]
    [InlineData("{\"index\": 1, \"name\": \"a\", \"move\": \"0\", \"lookAheadDays\": \"-1\"}",
        "points[0].lookAheadDays: \"-1\" is not in 0..365")]
    [InlineData("{\"index\": 1, \"index\": 2}", "document: a member is given twice")]
    [InlineData("{\"index\": 1, \"name\": \"\\ud800\", \"move\": \"0\"}", "document: holds text that is no Unicode")]
    [InlineData("3", "points[0]: an object belongs here")]
    public void A_bad_point_is_one_sentence_with_its_path(string point, string fault) =>
        AssertFault(Whole(point), fault);

    [Theory]
    [InlineData("", "line 1: is not JSON")]
    [InlineData("[]", "document: an object belongs here")]
    [InlineData("{}", "name: is missing")]
    [InlineData("{\"name\": \"a\", \"note\": \"b\", \"extra\": 1}",
        "extra: unknown member; known here: name, note, parameters, volatility, points")]
    [InlineData("{\"name\": \"a\", \"note\": \"b\", \"volatility\": 3}", "volatility: an object belongs here")]
    [InlineData("{\"name\": \"a\", \"note\": \"b\", \"volatility\": {\"up\": \"-1\"}}",
        "volatility.up: \"-1\" is not in 0..10")]
    [InlineData("{\"name\": \"a\", \"note\": \"b\", " + Volatility + ", \"points\": {}}",
        "points: a list belongs here")]
    [InlineData("{\"name\": \"a\", \"note\": \"b\", " + Volatility + ", \"points\": []}",
        "points: holds 0 entries, not 1..30")]
    [InlineData("{\"name\": \"a\", \"note\": \"b\", \"parameters\": {\"x\": 1}}",
        "parameters.x: text in quotes belongs here")]
    public void A_bad_document_is_one_sentence_with_its_path(string json, string fault) => AssertFault(json, fault);

    [Fact]
    public void Two_points_in_one_row_are_refused()
    {
        const string point = "{\"index\": 4, \"name\": \"a\", \"move\": \"1\"}";
        AssertFault(Whole($"{point}, {point}"), "points[1].index: 4 is taken by another point");
    }

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        Prng prng = TestSeed.Generator("grid text");
        string good = ScenarioGrid.EmbeddedText("okx-portfolio");
        int read = 0;
        for (int i = 0; i < 3_000; i++)
        {
            StringBuilder text = new(good);
            for (int change = 0; change <= prng.Next(3); change++)
            {
                int at = (int)prng.Next(text.Length);
                text[at] = prng.Chance(50_000) ? (char)prng.Next(0x10000) : good[(int)prng.Next(good.Length)];
            }

            ScenarioGrid? grid = ScenarioGrid.Parse(text.ToString(), out string fault);
            Assert.True(grid is null == fault.Length > 0, TestSeed.Repeat(text.ToString()));
            read += grid is null ? 0 : 1;
        }

        Assert.InRange(read, 1, 2_999);
    }

    [Fact]
    public void A_range_beyond_the_whole_price_stops_at_it()
    {
        ScenarioPoint extreme = ScenarioGrid.Embedded("span-16").Points[^1];
        Assert.Equal(LossShock.MoveMinQ32, extreme.MoveQ32(Rate.Up(6, 10).Q32));
        Assert.Equal(-2 * (long)Rate.Up(2, 10).Q32, extreme.MoveQ32(Rate.Up(2, 10).Q32));
    }

    private static string Whole(string points) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"name\": \"a\", \"note\": \"b\", {Volatility}, \"points\": [{points}]}}");

    private static void AssertFault(string json, string fault)
    {
        Assert.Null(ScenarioGrid.Parse(json, out string actual));
        Assert.Equal(fault, actual);
    }
}
