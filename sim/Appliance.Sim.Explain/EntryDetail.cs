using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Sim.Oracle;

namespace Appliance.Sim.Explain;

/// <summary>One entry of an accumulator, instrument by instrument.</summary>
/// <param name="Entry">0 .. 31 in the bucket block, 32 + h for joint column h.</param>
/// <param name="Terms">By instrument.</param>
public sealed record EntryDetail(int Entry, IReadOnlyList<LossTerm> Terms)
{
    public BigInteger Sum => OracleMath.Sum(Terms.Select(term => term.Product));
}
