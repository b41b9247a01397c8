using System;
using System.Collections.Generic;

namespace Appliance.Disruptor.Tests;

/// <summary>
/// Runs the stress rig on sequencers that are wrong on purpose, before any sound one is judged by it. A rig that does
/// not find what was planted proves nothing, and every test that relies on it fails as inconclusive.
/// </summary>
public sealed class StressControl
{
    private const int PlantedEvents = 4_000;
    private const int Tries = 20;
    private const int RingSlots = 8;

    private readonly List<string> _found = [];

    public StressControl()
    {
        string? own = Run(BrokenSequencer.Plant.None, seed: 1);
        if (own is not null) throw Inconclusive($"it finds a fault in a sound sequencer: {own}");
        foreach (BrokenSequencer.Plant plant in Enum.GetValues<BrokenSequencer.Plant>())
        {
            if (plant != BrokenSequencer.Plant.None) _found.Add(Find(plant));
        }
    }

    /// <summary>What was planted and what the rig said of it.</summary>
    public string Findings => string.Join("; ", _found);

    /// <summary>The exception that says that a rig is blind.</summary>
    internal static Exception Inconclusive(string why) =>
        new InvalidOperationException($"INCONCLUSIVE, NOT A PASS: the stress rig is no judge, {why}.");

    private static string Find(BrokenSequencer.Plant plant)
    {
        for (int seed = 1; seed <= Tries; seed++)
        {
            if (Run(plant, seed) is { } fault) return $"{plant}: {fault} (seed {seed})";
        }

        throw Inconclusive($"{Tries} runs with {plant} found nothing");
    }

    private static string? Run(BrokenSequencer.Plant plant, int seed)
    {
        bool isSingle = BrokenSequencer.KindFor(plant) == global::Disruptor.ProducerType.Single;
        StressPlan plan = new(isSingle ? 1 : 3, PlantedEvents, seed) { IsInOrder = isSingle };
        return SequencerStress.Run(new BrokenSequencer(plant, RingSlots), plan);
    }
}
