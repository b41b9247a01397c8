using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Random commands of every kind on five groups, with what works kept in mind so that fills are legal.
/// </summary>
internal static class Traffic
{
    private static readonly int[] Tradable =
        [Model.Perp, Model.Call, Model.Future, Model.Ether, Model.Write];

    /// <summary>Opens the groups and runs; <paramref name="between"/> is called before every step.</summary>
    public static void Run(Trio trio, Prng random, int steps, Action<int>? between = null)
    {
        for (uint group = 1; group <= 5; group++)
        {
            trio.Open(group, cash: 5_000 * Model.Unit);
        }

        List<(uint Group, int Instrument, int Side, long Lots)> working = [];
        for (int n = 0; n < steps; n++)
        {
            between?.Invoke(n);
            uint group = (uint)random.Between(1, 5);
            int instrument = Tradable[random.Next(Tradable.Length)];
            int side = random.Chance(500_000) ? 1 : -1;
            switch (random.Next(8))
            {
                case < 3:
                    long lots = random.Between(1, 20);
                    if (trio.Order(group, instrument, side * lots, Value(instrument)).IsAccepted)
                    {
                        working.Add((group, instrument, side, lots));
                    }

                    break;
                case < 6 when working.Count > 0:
                    End(trio, random, working);
                    break;
                case 6:
                    trio.SetMark(Model.Perp, random.Between(90, 110) * Model.Unit);
                    break;
                default:
                    trio.Asset(group, (int)random.Next(3), random.Between(0, 3) * Model.Whole);
                    break;
            }
        }
    }

    private static void End(
        Trio trio, Prng random, List<(uint Group, int Instrument, int Side, long Lots)> working)
    {
        int at = (int)random.Next(working.Count);
        (uint group, int instrument, int side, long lots) = working[at];
        working.RemoveAt(at);
        if (random.Chance(500_000))
        {
            trio.Fill(group, instrument, side * lots, Value(instrument));
        }
        else
        {
            trio.Release(group, instrument, side * lots);
        }
    }

    private static long Value(int instrument) => instrument switch
    {
        Model.Call => Model.Premium,
        Model.Write => Model.Mark - Model.Premium,
        _ => Model.Mark,
    };
}
