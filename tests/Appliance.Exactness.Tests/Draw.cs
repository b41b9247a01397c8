using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>What one intent draws from: the state, what is working, and the numbers of its own seed.</summary>
internal sealed class Draw(
    Prng random, World world, PlainState state, WorkingOrders orders, Queue<Step> planned)
{
    public Prng Random => random;

    public World World => world;

    public PlainState State => state;

    public WorkingOrders Orders => orders;

    /// <summary>Steps that follow the one returned.</summary>
    public Queue<Step> Planned => planned;

    public StepValues Values { get; } = new(random, world, state);

    public Levels Levels { get; } = new(random, state);

    /// <summary>An open group; three of them get most of the traffic, so that they grow.</summary>
    public uint Group()
    {
        PlainGroup[] open = [.. state.Groups.Values.Where(g => g.Kind != MarginGroupKind.Pool)];
        return open.Length == 0 || random.Chance(12_000) ? AnyGroup()
            : random.Chance(800_000) ? open[random.Next(Math.Min(3, open.Length))].Id
            : open[random.Next(open.Length)].Id;
    }

    /// <summary>Any id, a closed group's, a pool's or beyond all of them.</summary>
    public uint AnyGroup() => (uint)random.Next(world.Shape.Groups + 2);

    /// <summary>Something a group may trade, most of the time.</summary>
    public int Instrument(uint group)
    {
        int only = state.IsOpen(group) ? state.Groups[group].Only : -1;
        int plain = world.Shape.Instruments, all = world.Snapshot.Instruments.Length;
        int combos = all - plain - world.Shape.Cancelling;
        return only >= 0 && random.Chance(850_000) ? only
            : combos > 0 && random.Chance(world.Shape.IsCrowded ? 250_000 : 130_000) ? plain + (int)random.Next(combos)
            : random.Chance(950_000) ? (int)random.Next(plain)
            : (int)random.Next(all);
    }

    /// <summary>One of the instruments the group has a position in, collateral aside.</summary>
    public bool TryHeld(uint group, out int instrument, out long q)
    {
        int[] held = state.IsOpen(group)
            ? [.. state.Groups[group].Held.Where(h => h.Value.Q != 0 && !IsCollateral(h.Key)).Select(h => h.Key)]
            : [];
        instrument = held.Length > 0 ? held[random.Next(held.Length)] : Instrument(group);
        q = held.Length > 0 ? state.Groups[group][instrument].Q : 0;
        return held.Length > 0;
    }

    public static Step Cash(uint group, long value) => Step.Do(new DeviceCommand
    {
        Op = DeviceOp.MoveCash,
        Flags = DeviceCommandFlags.Forced,
        Group = group,
        Value = value,
    });

    private bool IsCollateral(int instrument) => world.Snapshot.Instruments[instrument].IsCollateral;
}
