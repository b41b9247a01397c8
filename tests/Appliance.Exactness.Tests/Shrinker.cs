using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>
/// Delta debugging over the steps of a failed stream: takes away halves, quarters and at last single steps as long
/// as device and oracle still differ.
/// </summary>
internal static class Shrinker
{
    private const int RunsMax = 2000;

    public static Mismatch Shrink(
        ulong seed, Mismatch found, Func<DeviceCapacity, RiskSnapshot, IMarginDevice> make)
    {
        Mismatch best = found;
        int runs = 0;
        for (int chunk = Math.Max(1, best.Steps.Count / 2); chunk > 0 && runs < RunsMax;)
        {
            bool isSmaller = false;
            for (int from = 0; from < best.Steps.Count && runs < RunsMax; runs++)
            {
                IReadOnlyList<Step> without = [.. best.Steps.Take(from), .. best.Steps.Skip(from + chunk)];
                Mismatch? still = Rig.Replay(seed, without, make);
                isSmaller |= still is not null;
                best = still ?? best;
                from += still is null ? chunk : 0;
            }

            chunk = isSmaller && chunk == 1 ? 1 : chunk / 2;
        }

        return best;
    }
}
