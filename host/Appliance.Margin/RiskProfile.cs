namespace Appliance.Margin;

/// <summary>Shape of the scenario set: a device works with one profile for all decisions.</summary>
/// <param name="JointColumns">H, a multiple of 8.</param>
/// <param name="TailCount">K, how many worst joint columns expected shortfall averages.</param>
public readonly record struct RiskProfile(int JointColumns, int TailCount)
{
    /// <summary>Entries of the bucket block, the two delta rows included.</summary>
    public const int BucketEntries = 32;

    /// <summary>Entries of the bucket block that are losses.</summary>
    public const int BucketScenarios = 30;

    /// <summary>Row of +delta notional.</summary>
    public const int DeltaUp = 30;

    /// <summary>Row of -delta notional.</summary>
    public const int DeltaDown = 31;

    public const int TailCountMax = 8;

    public const int JointColumnsMax = 512;

    public static readonly RiskProfile Lite = new(32, 4);

    public static readonly RiskProfile Std = new(96, 4);

    public static readonly RiskProfile Full = new(224, 6);

    /// <summary>S: entries of one instrument's array.</summary>
    public int Entries => BucketEntries + JointColumns;

    public bool IsLegal =>
        JointColumns is >= 8 and <= JointColumnsMax && JointColumns % 8 == 0
        && TailCount is >= 1 and <= TailCountMax && TailCount <= JointColumns;
}
