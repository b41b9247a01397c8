using System;
using Appliance.Core;

namespace Appliance.Sim.Exchange;

/// <summary>
/// Turns candles into ticks. The first tick of a bar is its open, the last its close; between them the path touches
/// high and low, in an order that the bar's direction suggests and the seed decides, and wanders by a bounded noise
/// inside [low, high]. All instruments of a bar turn at the same ticks: a crash is one event, not ten.
/// </summary>
public sealed class PriceBridge
{
    /// <summary>Open, two turning points, close.</summary>
    public const int TicksPerBarMin = 4;

    public const int TicksPerBarMax = 3600;

    /// <summary>How often the path visits the extreme first that its direction speaks against.</summary>
    private const int ContraryPpm = 200_000;

    private readonly Prng root;
    private readonly int ticksPerBar;

    public PriceBridge(Prng root, int ticksPerBar)
    {
        Check.That(ticksPerBar >= TicksPerBarMin && ticksPerBar <= TicksPerBarMax);
        this.root = root;
        this.ticksPerBar = ticksPerBar;
    }

    /// <summary>Writes the ticks of one bar of one instrument. A pure function of seed and arguments.</summary>
    /// <param name="barIndex">Position of the bar in its day.</param>
    /// <param name="instrument">Index of the instrument, for its own noise.</param>
    /// <param name="bar">The candle in ticks.</param>
    /// <param name="ticks">Receives exactly the ticks of one bar.</param>
    public void Fill(int barIndex, int instrument, in Bar bar, Span<long> ticks)
    {
        Check.That(ticks.Length == ticksPerBar && bar.IsSane);
        Prng shared = root.Fork((ulong)barIndex);
        int first = (int)shared.Between(1, ticksPerBar - 3);
        int second = (int)shared.Between(first + 1, ticksPerBar - 2);
        bool contrary = shared.Chance(ContraryPpm);

        // A bar that rises tends to dip first, one that falls tends to spike first.
        bool lowFirst = (bar.Close >= bar.Open) != contrary;
        Prng noise = shared.Fork((ulong)instrument + 1);
        ticks[0] = bar.Open;
        ticks[first] = lowFirst ? bar.Low : bar.High;
        ticks[second] = lowFirst ? bar.High : bar.Low;
        ticks[^1] = bar.Close;
        Walk(ticks[..(first + 1)], bar, noise);
        Walk(ticks[first..(second + 1)], bar, noise);
        Walk(ticks[second..], bar, noise);
    }

    // From the first to the last price in even steps, each moved by up to an eighth of the bar's range.
    private static void Walk(Span<long> leg, in Bar bar, Prng noise)
    {
        long from = leg[0];
        long distance = leg[^1] - from;
        long wander = (bar.High - bar.Low) / 8;
        for (int i = 1; i < leg.Length - 1; i++)
        {
            long straight = from + FixedPoint.FloorDiv(distance * i, leg.Length - 1);
            leg[i] = Math.Clamp(straight + noise.Between(-wander, wander), bar.Low, bar.High);
        }
    }
}
