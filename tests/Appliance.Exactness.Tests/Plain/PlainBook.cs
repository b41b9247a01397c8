using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Sums of what some groups hold and work, and what their combinations can bring to each instrument.</summary>
internal sealed class PlainBook
{
    public PlainBook(PlainGroup head, IReadOnlyList<PlainGroup> parts, Bend bend)
    {
        (Head, Epoch) = (head, head.Epoch);
        Balances = new BigInteger[Epoch.Assets.Length];
        foreach (PlainGroup part in parts)
        {
            Cash += part.Cash;
            Reserves += part.Reserves;
            for (int a = 0; a < Balances.Length; a++)
            {
                Balances[a] += part.Balances[a];
            }

            foreach ((int i, PlainHolding h) in part.Held)
            {
                Held[i] = Held.GetValueOrDefault(i) + h;
            }
        }

        foreach ((int i, PlainHolding h) in Held)
        {
            Reach(i, h, bend);
        }
    }

    public PlainGroup Head { get; }

    public PlainEpoch Epoch { get; }

    public BigInteger Cash { get; }

    public BigInteger Reserves { get; }

    public BigInteger[] Balances { get; }

    public SortedDictionary<int, PlainHolding> Held { get; } = [];

    /// <summary>
    /// Everything but combinations that is held or can be reached, with Bx and Sx in place of B and S.
    /// </summary>
    public SortedDictionary<int, PlainHolding> Reached { get; } = [];

    /// <summary>What takes room: instruments that are held or reached, and combinations that work.</summary>
    public IEnumerable<int> Rooms => Reached.Where(r => !r.Value.IsEmpty).Select(r => r.Key)
        .Concat(Held.Where(h => Epoch.Instruments[h.Key].IsCombo && !h.Value.IsEmpty).Select(h => h.Key));

    public BigInteger Gabs(Bend bend)
    {
        BigInteger gabs = 0;
        foreach ((int i, PlainHolding h) in Reached)
        {
            long working = bend == Bend.ComboBoundsNotCounted
                ? Held.GetValueOrDefault(i).B + Held.GetValueOrDefault(i).S
                : h.B + h.S;
            gabs += ((BigInteger)Math.Abs(h.Q) + working) * Epoch.Rmax(i);
        }

        return gabs;
    }

    private void Reach(int instrument, PlainHolding h, Bend bend)
    {
        InstrumentRisk risk = Epoch.Instruments[instrument];
        if (!risk.IsCombo)
        {
            Reached[instrument] = Reached.GetValueOrDefault(instrument) + h;
            return;
        }

        foreach (ComboLeg leg in risk.Legs.Span)
        {
            long size = Math.Abs(leg.Ratio);
            bool isSame = leg.Ratio > 0 || bend == Bend.ComboShortLegTakenForLong;
            PlainHolding reached = new(0, size * (isSame ? h.B : h.S), size * (isSame ? h.S : h.B), 0);
            Reached[leg.Instrument] = Reached.GetValueOrDefault(leg.Instrument) + reached;
        }
    }
}
