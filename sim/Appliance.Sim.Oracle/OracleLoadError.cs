namespace Appliance.Sim.Oracle;

/// <summary>What a snapshot is refused for, one name per load check (section 5).</summary>
public enum OracleLoadError
{
    Shape,
    PhiOrder,
    TierDominance,
    ConcDominance,
    SomDominance,
    MultBelowOne,
    LambdaAboveOne,
    RateRange,
    TailCount,
    ArrayBound,
    FirstEntryNotZero,
}
