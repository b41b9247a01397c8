using System.Collections.Generic;

namespace Appliance.Margin.Control;

/// <summary>Where a joint column came from.</summary>
public enum JointKind
{
    /// <summary>Nothing was left to fill it with; every shock is zero.</summary>
    Padding = 0,

    /// <summary>A move nobody has seen, from the scan ranges.</summary>
    Hypothetical = 1,

    /// <summary>A row of the table.</summary>
    Historical = 2,

    /// <summary>A row of the table with the opposite sign.</summary>
    Mirror = 3,
}

/// <summary>One joint column, for explaining a shortfall to people.</summary>
/// <param name="Kind">Where it came from.</param>
/// <param name="Name">Says the move in words, or the row's time.</param>
/// <param name="Row">Row of the table, or -1.</param>
public readonly record struct JointColumn(JointKind Kind, string Name, int Row);

/// <summary>The joint block in words: its columns in order, and what had to be made up.</summary>
public sealed record JointSelection(IReadOnlyList<JointColumn> Columns, IReadOnlyList<string> Notes)
{
    public int Count(JointKind kind)
    {
        int count = 0;
        foreach (JointColumn column in Columns)
        {
            count += column.Kind == kind ? 1 : 0;
        }

        return count;
    }
}
