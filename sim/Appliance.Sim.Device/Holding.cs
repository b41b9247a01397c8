using System.Runtime.InteropServices;

namespace Appliance.Sim.Device;

/// <summary>One position as a revaluation multiplies it: lots, and the losses of one lot.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Holding
{
    public long* Losses;
    public long Q;
    public long B;

    /// <summary>Minus the working sells: a loss below zero times this is their loss.</summary>
    public long MinusS;
}

/// <summary>How a revaluation stores what it made.</summary>
internal enum StoreKind
{
    /// <summary>Into the caches: the group is about to be used.</summary>
    Cached = 0,

    /// <summary>Past the caches: many groups follow, and none is used before all are done.</summary>
    Streamed = 1,
}
