using System.Numerics;

namespace Appliance.Exactness.Tests;

/// <summary>Q, B, S and open value of one instrument in one group.</summary>
internal readonly record struct PlainHolding(long Q, long B, long S, BigInteger V)
{
    public bool IsEmpty => Q == 0 && B == 0 && S == 0;

    public static PlainHolding operator +(PlainHolding a, PlainHolding b) => a.Add(b);

    public PlainHolding Add(PlainHolding other) => new(Q + other.Q, B + other.B, S + other.S, V + other.V);
}
