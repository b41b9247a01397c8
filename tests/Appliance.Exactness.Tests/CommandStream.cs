using System.Collections.Generic;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>
/// A stream: the world its seed makes, and steps. Without steps it is drawn while it runs, from the intents that
/// FsCheck generates for the seed; with steps it runs exactly those, leaving out what a host could no longer send.
/// </summary>
internal sealed record CommandStream(
    string Name, RiskProfile Profile, ulong Seed, int Count, IReadOnlyList<Step>? Steps = null)
{
    public Simplify Without { get; init; }

    public World MakeWorld() => new(Profile, Seed, Without);
}
