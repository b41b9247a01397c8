using System.Globalization;
using System.Linq;
using System.Text;
using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

public sealed class JointTableTests
{
    [Fact]
    public void Rows_are_read_with_either_line_end()
    {
        JointTable table = JointTable.Read("ts,BTC,ETH\r\n-5,1,-2\r\n\r\n7,3,4");
        Assert.Empty(table.Faults);
        Assert.Equal(2, table.RowCount);
        Assert.Equal(-5, table.Timestamp(0));
        Assert.Equal(-2, table.ReturnPpm(0, 1));
        Assert.Equal(3, table.ReturnPpm(1, 0));
        Assert.Equal(-1, table.IndexOf("XMR"));
    }

    [Fact]
    public void Every_bad_row_is_named_by_its_line_and_left_out()
    {
        JointTable table = JointTable.Read(
            "ts,BTC,ETH\n1,1,1\n2,x,1\n3,1\n4,1,1,1\n1,1,1\nz,1,1\n5,1.5,1\n6,-1000001,0\n7,1,1\n");
        Assert.Equal(
            [
                "line 3: BTC is no whole ppm in -1000000..10000000",
                "line 4: 1 returns where 2 belong",
                "line 5: more than 2 returns",
                "line 6: ts does not rise",
                "line 7: ts is no whole number",
                "line 8: BTC is no whole ppm in -1000000..10000000",
                "line 9: BTC is no whole ppm in -1000000..10000000",
            ],
            table.Faults);
        Assert.Equal(2, table.RowCount);
        Assert.Equal(1, table.ReturnPpm(1, 1));
    }

    [Theory]
    [InlineData("", "line 1: the header must be ts or ts_ms and one name a column")]
    [InlineData("ts", "line 1: the header must be ts or ts_ms and one name a column")]
    [InlineData("time,BTC\n1,2", "line 1: the header must be ts or ts_ms and one name a column")]
    [InlineData("ts,BTC,\n1,2,3", "line 1: column 3 has no name")]
    [InlineData("ts,BTC,BTC\n1,2,3", "line 1: BTC is named twice")]
    public void A_bad_header_leaves_an_empty_table(string csv, string fault)
    {
        JointTable table = JointTable.Read(csv);
        Assert.Equal(0, table.RowCount);
        Assert.Equal(fault, Assert.Single(table.Faults));
    }

    [Fact]
    public void Many_faults_are_counted_not_listed_without_end()
    {
        StringBuilder csv = new("ts,BTC\n");
        csv.Insert(csv.Length, "x,1\n", JointTable.FaultsMax + 5);
        JointTable table = JointTable.Read(csv.ToString());
        Assert.Equal(JointTable.FaultsMax + 1, table.Faults.Count);
        Assert.Equal("and 5 more", table.Faults[^1]);
    }

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        const string alphabet = "ts,BTC\n\r-0129.e ";
        for (ulong seed = 0; seed < 2000; seed++)
        {
            Prng prng = new(seed);
            string text = string.Concat(Enumerable.Range(0, (int)prng.Next(60))
                .Select(_ => alphabet[(int)prng.Next(alphabet.Length)].ToString(CultureInfo.InvariantCulture)));
            JointTable table = JointTable.Read("ts,A\n" + text);
            Assert.True(table.RowCount == 0 || table.Names.Count == 1);
        }
    }
}
