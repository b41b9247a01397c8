using System;
using System.Collections.Generic;
using System.Numerics;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>
/// The accumulators L or W of one book, recomputed from nothing. The book is in range, so 64 bits hold every sum.
/// </summary>
internal sealed class PlainSums
{
    private readonly PlainBook book;
    private readonly Bend bend;
    private readonly bool isWorst;

    public PlainSums(PlainBook book, bool isWorst, Bend bend)
    {
        this.book = book;
        this.bend = bend;
        this.isWorst = isWorst;
        Joint = new long[book.Epoch.Profile.JointColumns];
        foreach ((int i, PlainHolding h) in book.Held)
        {
            AddArray(i, h);
        }

        foreach ((int i, PlainHolding h) in book.Reached)
        {
            Count(i, h);
        }
    }

    /// <summary>The bucket block of each underlying that the book has anything in.</summary>
    public SortedDictionary<int, long[]> Buckets { get; } = [];

    public long[] Joint { get; }

    /// <summary>Short option lots by underlying.</summary>
    public Dictionary<int, BigInteger> Shorts { get; } = [];

    /// <summary>Rows 30 and 31 by underlying and expiry.</summary>
    public SortedDictionary<(int Underlying, int Expiry), (BigInteger Up, BigInteger Down)> Expiries { get; } = [];

    public BigInteger Lots { get; private set; }

    private PlainEpoch Epoch => book.Epoch;

    private void AddArray(int instrument, PlainHolding h)
    {
        InstrumentRisk risk = Epoch.Instruments[instrument];
        PlainHolding counted = h with { B = isWorst ? h.B : 0, S = isWorst ? h.S : 0 };
        if (counted.IsEmpty)
        {
            return;
        }

        if (risk.IsCombo && bend == Bend.ComboSumOfParts)
        {
            foreach (ComboLeg leg in risk.Legs.Span)
            {
                long size = Math.Abs(leg.Ratio);
                PlainHolding part = leg.Ratio > 0 ? new(0, size * counted.B, size * counted.S, 0)
                    : new(0, size * counted.S, size * counted.B, 0);
                Spread(risk.Underlying, Epoch.Losses(leg.Instrument), part);
            }
        }
        else
        {
            Spread(risk.Underlying, Epoch.Losses(instrument), counted);
        }

        AddExpiries(instrument, risk, counted);
    }

    private void Spread(int underlying, ReadOnlySpan<long> losses, PlainHolding h)
    {
        if (!Buckets.TryGetValue(underlying, out long[]? bucket))
        {
            bucket = Buckets[underlying] = new long[RiskProfile.BucketEntries];
        }

        for (int s = 0; s < losses.Length; s++)
        {
            long r = losses[s];
            long loss = (h.Q * r) + (h.B * Math.Max(r, 0)) + (h.S * Math.Max(-r, 0));
            if (s < bucket.Length)
            {
                bucket[s] += loss;
            }
            else
            {
                Joint[s - bucket.Length] += loss;
            }
        }
    }

    private void AddExpiries(int instrument, InstrumentRisk risk, PlainHolding h)
    {
        if (!risk.IsCombo || bend == Bend.ComboExpiryOfItself)
        {
            ReadOnlySpan<long> own = Epoch.Losses(instrument);
            AddExpiry((risk.Underlying, risk.Expiry), own[RiskProfile.DeltaUp], own[RiskProfile.DeltaDown], h);
            return;
        }

        SortedDictionary<int, (BigInteger Up, BigInteger Down)> parts = [];
        foreach (ComboLeg leg in risk.Legs.Span)
        {
            ReadOnlySpan<long> losses = Epoch.Losses(leg.Instrument);
            int expiry = Epoch.Instruments[leg.Instrument].Expiry;
            (BigInteger up, BigInteger down) = parts.GetValueOrDefault(expiry);
            parts[expiry] = (up + ((BigInteger)leg.Ratio * losses[RiskProfile.DeltaUp]),
                down + ((BigInteger)leg.Ratio * losses[RiskProfile.DeltaDown]));
        }

        foreach ((int expiry, (BigInteger up, BigInteger down)) in parts)
        {
            AddExpiry((risk.Underlying, expiry), up, down, h);
        }
    }

    private void AddExpiry((int Underlying, int Expiry) key, BigInteger up, BigInteger down, PlainHolding h)
    {
        (BigInteger ups, BigInteger downs) = Expiries.GetValueOrDefault(key);
        Expiries[key] = (ups + Loss(up, h), downs + Loss(down, h));
    }

    private static BigInteger Loss(BigInteger r, PlainHolding h) =>
        (h.Q * r) + (h.B * BigInteger.Max(r, 0)) + (h.S * BigInteger.Max(-r, 0));

    private void Count(int instrument, PlainHolding reached)
    {
        PlainHolding own = book.Held.GetValueOrDefault(instrument);
        PlainHolding lots = bend == Bend.ComboLotsNotCounted ? own : reached;
        Lots += BigInteger.Abs(reached.Q);
        Lots += isWorst && bend != Bend.QuantisationOfPositionsOnly ? (BigInteger)lots.B + lots.S : 0;
        InstrumentRisk risk = Epoch.Instruments[instrument];
        if (!risk.IsOption)
        {
            return;
        }

        long sells = bend == Bend.ComboShortNotCounted ? own.S : reached.S;
        BigInteger shorts = BigInteger.Max((isWorst ? sells : 0) - (BigInteger)reached.Q, 0);
        Shorts[risk.Underlying] = Shorts.GetValueOrDefault(risk.Underlying) + shorts;
    }
}
