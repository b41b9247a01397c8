namespace Appliance.Exactness.Tests;

/// <summary>One thing a stream means to do, and the seed of every number in it.</summary>
internal readonly record struct Intent(StepKind Kind, ulong Seed);
