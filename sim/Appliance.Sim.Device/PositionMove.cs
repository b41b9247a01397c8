using System;

namespace Appliance.Sim.Device;

/// <summary>A trade in one instrument of a group: a fill is one, a fill of a combination one a leg.</summary>
/// <param name="Index">Of the group's position.</param>
/// <param name="SignedLots">Positive when bought.</param>
/// <param name="AmountMicro">What is paid for them, signed like the lots where the value is positive.</param>
internal readonly record struct PositionMove(int Index, long SignedLots, Int128 AmountMicro);
