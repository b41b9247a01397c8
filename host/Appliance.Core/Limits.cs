namespace Appliance.Core;

/// <summary>
/// Every bound of the appliance, once. Tables and rings take their size from here or from a configuration value
/// that is checked against here at start.
/// </summary>
public static class Limits
{
    /// <summary>Accounts a build may be configured for.</summary>
    public const int AccountsMax = 1 << 20;

    /// <summary>Instruments in one risk snapshot.</summary>
    public const int InstrumentsMax = 1 << 12;

    /// <summary>Underlyings in one risk snapshot.</summary>
    public const int UnderlyingsMax = 1 << 10;

    /// <summary>Instruments one group may hold or work at a time.</summary>
    public const int GroupInstrumentsMax = 64;

    /// <summary>Underlyings (buckets) one group may be exposed to at a time.</summary>
    public const int GroupBucketsMax = 16;

    /// <summary>Expiries per underlying within one group.</summary>
    public const int GroupExpiriesMax = 16;

    /// <summary>Segments of one tier or concentration table.</summary>
    public const int AffineSegmentsMax = 64;

    /// <summary>Collateral assets of one snapshot.</summary>
    public const int AssetsMax = 32;

    /// <summary>Members of one margin pool.</summary>
    public const int PoolMembersMax = 64;

    /// <summary>Legs of one combination.</summary>
    public const int ComboLegsMax = 4;

    /// <summary>Largest ratio of a combination's leg, by magnitude.</summary>
    public const int ComboRatioMax = 1000;

    /// <summary>Working orders the machine may hold over all accounts.</summary>
    public const int OrdersMax = 1 << 22;

    /// <summary>Largest order, in lots: the hot path multiplies in 32 x 48 bits.</summary>
    public const long OrderLotsMax = (1L << 31) - 1;

    /// <summary>|Q| + B + S of one instrument in one group.</summary>
    public const long GroupLotsMax = 1L << 40;

    /// <summary>Per-lot loss and contract value are below this (48-bit storage in hardware).</summary>
    public const long PerLotLimit = 1L << 47;

    /// <summary>One frame on the wire, header included; longer ones are counted and dropped.</summary>
    public const int FrameBytesMax = 192;

    /// <summary>Slots of the input ring.</summary>
    public const int RingSlotsMax = 1 << 20;

    /// <summary>Events a stage takes in one turn.</summary>
    public const int BatchMax = 256;

    /// <summary>Messages one input may cause beside its own verdict; what is over waits for the next input.</summary>
    public const int OutputsPerEventMax = 256;

    /// <summary>Groups one input may bring up for a call or liquidation; the others wait in the public order.</summary>
    public const int AttentionPerEventMax = 4;

    /// <summary>Counters and histograms of one counters file.</summary>
    public const int CountersMax = 1 << 10;

    /// <summary>A counters file, histograms included.</summary>
    public const int CounterFileBytesMax = 1 << 21;
}
