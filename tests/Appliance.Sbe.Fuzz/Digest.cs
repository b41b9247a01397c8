using System;
using System.Numerics;

namespace Appliance.Sbe.Fuzz;

/// <summary>
/// All values of one frame in two numbers, order included. Values holds what the wire holds, so that any reader comes
/// to the same; Rest holds what one generator decides alone: null tests, and what a field that is absent reads as.
/// </summary>
public struct Digest
{
    private const ulong AbsentMark = 0xAB5E_17AB_5E17;
    private const ulong Prime = 0x9E37_79B9_7F4A_7C15;
    private bool isAbsent;

    public ulong Values { get; private set; }

    public ulong Rest { get; private set; }

    /// <summary>Opens a field; what an absent one reads as is no value of the wire.</summary>
    public void Begin(bool isPresent)
    {
        if (!isPresent)
        {
            Values = Mix(Values, AbsentMark);
            isAbsent = true;
        }
    }

    public void End() => isAbsent = false;

    public void Add(ulong value)
    {
        if (isAbsent)
        {
            Rest = Mix(Rest, value);
        }
        else
        {
            Values = Mix(Values, value);
        }
    }

    public void Add(bool value) => Add(value ? 1UL : 2UL);

    /// <summary>A null test that other readers may answer otherwise, for example of a whole array.</summary>
    public void AddOwn(bool isNull) => Rest = Mix(Rest, isNull ? 1UL : 2UL);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add((ulong)bytes.Length);
        foreach (byte b in bytes)
        {
            Add(b);
        }
    }

    private static ulong Mix(ulong sum, ulong value) =>
        unchecked(BitOperations.RotateLeft((sum ^ value) * Prime, 29) + 0x5851_F42D);
}
