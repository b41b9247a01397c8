using System;
using System.Collections.Generic;
using System.Globalization;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// Fills the joint columns of a snapshot in a fixed order: the hypothetical moves, then the worst rows of the table by
/// the sum of |return| over the model's underlyings (ties to the earlier row), then, while columns remain, the mirror
/// images of the same rows, then zeros. Padding and stand-ins for missing history are noted, never silent.
/// </summary>
internal sealed class JointBlock(RiskModel model, JointTable table, RiskSnapshot snapshot)
{
    // Sign of the leader and of all others, and the divisor of the scan range.
    private static readonly (int Leader, int Others, int Divisor, string Name)[] Hypotheticals =
    [
        (-1, -1, 1, "all down"),
        (+1, +1, 1, "all up"),
        (-1, +1, 1, "leader down, others up"),
        (+1, -1, 1, "leader up, others down"),
        (-1, -1, 2, "all down by half"),
        (+1, +1, 2, "all up by half"),
        (-1, +1, 2, "leader down, others up, by half"),
        (+1, -1, 2, "leader up, others down, by half"),
    ];

    private readonly List<JointColumn> columns = [];
    private readonly List<string> notes = [];
    private readonly int[] tableColumns = new int[model.Underlyings.Length];

    private int Room => model.Profile.JointColumns - columns.Count;

    public JointSelection Fill()
    {
        MapColumns();
        for (int k = 0; k < Hypotheticals.Length && Room > 0; k++)
        {
            AddHypothetical(k);
        }

        int[] ranked = RankRows();
        AddRows(ranked, JointKind.Historical);
        AddRows(ranked, JointKind.Mirror);
        int padded = Room;
        if (padded > 0)
        {
            notes.Add(FormattableString.Invariant(
                $"joint block: {table.RowCount} rows of history fill all but {padded} columns, which stay zero"));
        }

        while (Room > 0)
        {
            columns.Add(new JointColumn(JointKind.Padding, "zero", -1));
        }

        return new JointSelection(columns, notes);
    }

    // An underlying without history moves as the leader did, because zeros would let it hedge for free.
    private void MapColumns()
    {
        string leaderName = model.Underlyings[model.Joint.Leader].Risk.Name;
        int leaderColumn = table.IndexOf(leaderName);
        for (int u = 0; u < tableColumns.Length; u++)
        {
            string name = model.Underlyings[u].Risk.Name;
            tableColumns[u] = table.IndexOf(name);
            if (tableColumns[u] >= 0 || table.RowCount == 0)
            {
                continue;
            }

            tableColumns[u] = leaderColumn;
            notes.Add(leaderColumn >= 0
                ? $"joint block: {name} has no history and moves as {leaderName}"
                : $"joint block: {name} has no history and does not move in historical columns");
        }
    }

    private void AddHypothetical(int k)
    {
        (int leader, int others, int divisor, string name) = Hypotheticals[k];
        for (int u = 0; u < model.Underlyings.Length; u++)
        {
            long size = FixedPoint.CeilDiv((long)model.Underlyings[u].PriceScanRangeQ32, divisor);
            Set(u, size * (u == model.Joint.Leader ? leader : others));
        }

        columns.Add(new JointColumn(JointKind.Hypothetical, name, -1));
    }

    private int[] RankRows()
    {
        long[] negatedSums = new long[table.RowCount];
        int[] rows = new int[table.RowCount];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
            for (int u = 0; u < tableColumns.Length; u++)
            {
                negatedSums[row] -= Math.Abs(ReturnPpm(row, u));
            }
        }

        // The sort need not be stable: the row number breaks every tie.
        Array.Sort(rows, (a, b) =>
        {
            int bySum = negatedSums[a].CompareTo(negatedSums[b]);
            return bySum != 0 ? bySum : a.CompareTo(b);
        });
        return rows;
    }

    private void AddRows(int[] ranked, JointKind kind)
    {
        int sign = kind == JointKind.Mirror ? -1 : 1;
        string suffix = kind == JointKind.Mirror ? " mirrored" : "";
        for (int k = 0; k < ranked.Length && Room > 0; k++)
        {
            int row = ranked[k];
            for (int u = 0; u < tableColumns.Length; u++)
            {
                Set(u, LossShock.MoveOfReturn(sign * ReturnPpm(row, u), model.Joint.HorizonScaleQ32));
            }

            string name = table.Timestamp(row).ToString(CultureInfo.InvariantCulture) + suffix;
            columns.Add(new JointColumn(kind, name, row));
        }
    }

    private long ReturnPpm(int row, int underlying) =>
        tableColumns[underlying] < 0 ? 0L : table.ReturnPpm(row, tableColumns[underlying]);

    private void Set(int underlying, long moveQ32) =>
        snapshot.LossShocksQ32(underlying)[RiskProfile.BucketEntries + columns.Count] = LossShock.OfMove(moveQ32);
}
