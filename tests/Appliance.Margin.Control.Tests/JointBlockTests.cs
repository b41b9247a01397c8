using System;
using System.Linq;
using System.Numerics;
using System.Text;

namespace Appliance.Margin.Control.Tests;

public sealed class JointBlockTests
{
    private const string Csv = "ts,ETH,BTC,XMR\n1,10,-20,30\n2,-40000,30000,0\n3,5,5,-61\n4,-1000000,900000,1\n";

    [Fact]
    public void Columns_are_hypothetical_then_worst_rows_then_mirrors_then_zero()
    {
        RiskModel model = Models.Three(RiskProfile.Lite);
        SnapshotBuilder.Build(model, JointTable.Read(Csv), out JointSelection selection);
        Assert.Equal(32, selection.Columns.Count);
        Assert.All(selection.Columns.Take(8), c => Assert.Equal(JointKind.Hypothetical, c.Kind));
        Assert.Equal([3, 1, 2, 0], selection.Columns.Skip(8).Take(4).Select(c => c.Row));
        Assert.Equal([3, 1, 2, 0], selection.Columns.Skip(12).Take(4).Select(c => c.Row));
        Assert.Equal("4 mirrored", selection.Columns[12].Name);
        Assert.Equal(16, selection.Count(JointKind.Padding));
        Assert.Contains("16 columns, which stay zero", Assert.Single(selection.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Shocks_equal_an_independent_recomputation()
    {
        RiskModel model = Models.Three(RiskProfile.Lite);
        JointTable table = JointTable.Read(Csv);
        RiskSnapshot snapshot = SnapshotBuilder.Build(model, table, out JointSelection selection);
        for (int h = 0; h < selection.Columns.Count; h++)
        {
            for (int u = 0; u < 3; u++)
            {
                BigInteger expected = Expected(model, table, selection.Columns[h], h, u);
                Assert.Equal(expected, snapshot.LossShocksQ32(u)[RiskProfile.BucketEntries + h]);
            }
        }
    }

    [Fact]
    public void A_fall_never_exceeds_the_whole_price()
    {
        RiskModel model = Models.Three(RiskProfile.Lite);
        RiskSnapshot snapshot = SnapshotBuilder.Build(model, JointTable.Read(Csv));
        Assert.Equal(1L << 32, snapshot.LossShocksQ32(1)[RiskProfile.BucketEntries + 8]);
        Assert.Equal(-3 * (1L << 32), snapshot.LossShocksQ32(1)[RiskProfile.BucketEntries + 12]);
    }

    [Fact]
    public void The_worst_rows_alone_fill_the_block_when_history_is_long()
    {
        StringBuilder csv = new("ts_ms,BTC,ETH,XMR\n");
        for (int row = 0; row < 200; row++)
        {
            csv.Append(row).Append(',').Append(row % 50).Append(",0,0\n");
        }

        SnapshotBuilder.Build(
            Models.Three(RiskProfile.Std), JointTable.Read(csv.ToString()), out JointSelection selection);
        Assert.Equal(88, selection.Count(JointKind.Historical));
        Assert.Equal([49, 99, 149, 199, 48, 98], selection.Columns.Skip(8).Take(6).Select(c => c.Row));
        Assert.Empty(selection.Notes);
    }

    [Fact]
    public void An_underlying_without_history_moves_as_the_leader()
    {
        RiskSnapshot snapshot = SnapshotBuilder.Build(
            Models.Three(RiskProfile.Lite), JointTable.Read("ts,BTC,ETH\n1,-500,400\n"), out JointSelection selection);
        int first = RiskProfile.BucketEntries + 8;
        Assert.Equal(snapshot.LossShocksQ32(0)[first], snapshot.LossShocksQ32(2)[first]);
        Assert.Contains(selection.Notes, n => n.Contains("XMR has no history", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_history_only_the_hypothetical_columns_bite()
    {
        SnapshotBuilder.Build(Models.Three(RiskProfile.Std), JointTable.Empty, out JointSelection selection);
        Assert.Equal(88, selection.Count(JointKind.Padding));
        Assert.Single(selection.Notes);
    }

    [Fact]
    public void Same_inputs_give_the_same_bits()
    {
        byte[] first = SnapshotBuilder.Build(Models.Three(RiskProfile.Full), JointTable.Read(Csv)).Sha256();
        byte[] second = SnapshotBuilder.Build(Models.Three(RiskProfile.Full), JointTable.Read(Csv)).Sha256();
        Assert.Equal(first, second);
    }

    private static BigInteger Expected(RiskModel model, JointTable table, JointColumn column, int h, int u)
    {
        if (column.Kind == JointKind.Hypothetical)
        {
            int[] leader = [-1, 1, -1, 1];
            int[] others = [-1, 1, 1, -1];
            int sign = u == 0 ? leader[h % 4] : others[h % 4];
            BigInteger divisor = h < 4 ? 1 : 2;
            return -sign * ((model.Underlyings[u].PriceScanRangeQ32 + divisor - 1) / divisor);
        }

        if (column.Kind == JointKind.Padding)
        {
            return 0;
        }

        string name = model.Underlyings[u].Risk.Name;
        BigInteger ppm = table.ReturnPpm(column.Row, table.IndexOf(name));
        ppm = column.Kind == JointKind.Mirror ? -ppm : ppm;
        BigInteger size = ((BigInteger.Abs(ppm) * model.Joint.HorizonScaleQ32) + 999_999) / 1_000_000;
        return ppm.Sign < 0 ? BigInteger.Min(size, BigInteger.One << 32) : -size;
    }
}
