using System;
using System.Globalization;

namespace Appliance.Host.Doctor;

/// <summary>The kernel's way to write a set of cores: 0-3,8,10-11.</summary>
internal static class CpuSet
{
    private const int CoresMax = 1 << 16;

    /// <summary>How many cores a list names; null when it is no such list. An empty list names none.</summary>
    public static int? Count(string? list)
    {
        if (list is null)
        {
            return null;
        }

        int count = 0;
        foreach (string part in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int dash = part.IndexOf('-', StringComparison.Ordinal);
            string first = dash < 0 ? part : part[..dash];
            string last = dash < 0 ? part : part[(dash + 1)..];
            if (!IsCore(first, out int from) || !IsCore(last, out int to) || to < from)
            {
                return null;
            }

            count += to - from + 1;
            if (count > CoresMax)
            {
                return null;
            }
        }

        return count;
    }

    private static bool IsCore(string text, out int core) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out core) && core < CoresMax;
}
