using System;

namespace Appliance.Margin.Control;

/// <summary>
/// Volatility in the joint columns. A table of past moves may hold a column "NAME.vol" beside "NAME": the relative
/// change of the underlying's implied volatility in ppm. Historical columns then move volatility with the price, and
/// mirrored ones against it; all other columns, and tables without such a column, leave it as it is.
/// </summary>
internal static class JointVolatility
{
    private const string Suffix = ".vol";
    private const double Q32 = 4294967296.0;

    /// <summary>The factor on volatility by joint column, not negative.</summary>
    public static double[] Factors(JointTable table, JointSelection selection, string underlying, ulong scaleQ32)
    {
        double[] factors = new double[selection.Columns.Count];
        Array.Fill(factors, 1.0);
        int tableColumn = table.IndexOf(underlying + Suffix);
        for (int h = 0; h < factors.Length && tableColumn >= 0; h++)
        {
            JointColumn column = selection.Columns[h];
            if (column.Kind is JointKind.Historical or JointKind.Mirror)
            {
                int ppm = table.ReturnPpm(column.Row, tableColumn);
                long move = LossShock.MoveOfReturn(column.Kind == JointKind.Mirror ? -ppm : ppm, scaleQ32);
                factors[h] = 1.0 + (move / Q32);
            }
        }

        return factors;
    }
}
