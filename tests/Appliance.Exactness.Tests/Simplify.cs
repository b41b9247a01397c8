using System;

namespace Appliance.Exactness.Tests;

/// <summary>Parts of a world that a shrunk stream may do without: what is left in a report matters.</summary>
[Flags]
internal enum Simplify
{
    None = 0,
    NoTables = 1,
    NoShortMinimum = 2,
    NoBasis = 4,
    NoFactors = 8,
    NoFunding = 16,
    NoOracle = 32,
    NoWrongWay = 64,
    NoProfitRules = 128,
    NoHaircuts = 256,
    NoCredit = 512,
    NoStandard = 1024,
    NoJointLosses = 2048,
    NoBucketLosses = 4096,
    All = 8191,
}
