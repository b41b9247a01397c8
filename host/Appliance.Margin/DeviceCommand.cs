using System.Runtime.InteropServices;

namespace Appliance.Margin;

/// <summary>What a device can be asked to do. One byte in the command; numbers never change meaning.</summary>
public enum DeviceOp : byte
{
    None = 0,

    /// <summary>
    /// Group comes into being, empty. Lots is its <see cref="MarginGroupKind"/>; Instrument the only instrument of an
    /// isolated group; OldLots the pool of a member; OldReserve lambda of a pool, Q32; flag StandardMode its mode.
    /// Opening what is open changes nothing.
    /// </summary>
    OpenGroup = 1,

    /// <summary>Group goes; it must hold nothing and owe nothing.</summary>
    CloseGroup = 2,

    /// <summary>Cash += Value micro (deposit &gt; 0, withdrawal &lt; 0).</summary>
    MoveCash = 3,

    /// <summary>The order check of MARGIN.md section 7; reserves on accept.</summary>
    CheckOrder = 4,

    /// <summary>Reserves without a check: the appliance's own closing orders.</summary>
    ReserveOrder = 5,

    /// <summary>Gives back Lots of a working order (cancel, expiry).</summary>
    ReleaseOrder = 6,

    /// <summary>Replaces OldLots at OldReserve by Lots at Reserve, checked as one step.</summary>
    ReplaceOrder = 7,

    /// <summary>Lots of a working order traded at Value per lot; Fee micro leaves cash.</summary>
    Fill = 8,

    /// <summary>A trade outside any working order (transfer to the backstop): signed by Side.</summary>
    Trade = 9,

    /// <summary>
    /// Contract value of Instrument becomes Value, its moving average Reserve (0: the same); no group is named.
    /// </summary>
    SetMark = 10,

    /// <summary>Groups [Group, Group + Lots) move to the newest epoch.</summary>
    Switch = 11,

    /// <summary>MMR of the group with Lots of Instrument closed, in Amount; nothing changes.</summary>
    EvaluateClose = 12,

    /// <summary>Sizes a liquidation of Instrument at cost Value per lot: Amount lots, flag Cured.</summary>
    SizeLiquidation = 13,

    /// <summary>Requirement, Equity and Maintenance of the group; nothing changes.</summary>
    ReadGroup = 14,

    /// <summary>What a scan compares the group's equity with: Value is a <see cref="WatchLevel"/>.</summary>
    Watch = 15,

    /// <summary>The order check; nothing is committed, no state changes but the group's epoch.</summary>
    EvaluateOrder = 16,

    /// <summary>
    /// Price of asset Instrument, micro per whole unit, becomes Value, its moving average Reserve (0: the same); no
    /// group is named.
    /// </summary>
    SetAssetPrice = 17,

    /// <summary>Balance of asset Instrument += Value, 1e-8 units (deposit &gt; 0, withdrawal &lt; 0).</summary>
    MoveAsset = 18,
}

/// <summary>What a group is; numbers never change meaning.</summary>
public enum MarginGroupKind : byte
{
    /// <summary>All positions of an account share its collateral.</summary>
    Cross = 0,

    /// <summary>One instrument with its own collateral.</summary>
    Isolated = 1,

    /// <summary>Several members margined as one; holds nothing itself.</summary>
    Pool = 2,

    /// <summary>Belongs to a pool, whose margin decides.</summary>
    Member = 3,
}

/// <summary>
/// The level below which a scan reports a group. A group whose call is out is next of interest at MMR.
/// </summary>
public enum WatchLevel : byte
{
    /// <summary>E &lt; MulCeil(MMR, bcall).</summary>
    Call = 0,

    /// <summary>E &lt; MMR.</summary>
    Maintenance = 1,

    /// <summary>Never reported.</summary>
    Off = 2,
}

/// <summary>Modifiers of a command.</summary>
[System.Flags]
public enum DeviceCommandFlags : ushort
{
    None = 0,

    /// <summary>The order may only bring the position closer to zero.</summary>
    ReduceOnly = 1,

    /// <summary>MoveCash, MoveAsset: the appliance settles; requirements do not bar it.</summary>
    Forced = 2,

    /// <summary>OpenGroup: the group is margined in STANDARD mode, else in PORTFOLIO mode.</summary>
    StandardMode = 4,
}

/// <summary>
/// One command, 64 bytes, the same on every device. Unused fields are zero. Money is micro, lots are positive and
/// signed by <see cref="Side"/>.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct DeviceCommand
{
    /// <summary>Changes when any field of command or result moves; host and device refuse to mix.</summary>
    public const int AbiVersion = 2;

    [FieldOffset(0)] public DeviceOp Op;

    /// <summary>+1 buy, -1 sell.</summary>
    [FieldOffset(1)] public sbyte Side;
    [FieldOffset(2)] public DeviceCommandFlags Flags;
    [FieldOffset(4)] public uint Group;
    [FieldOffset(8)] public int Instrument;
    [FieldOffset(16)] public long Lots;

    /// <summary>Value per lot in micro (limit, fill price, mark), or an amount of cash.</summary>
    [FieldOffset(24)] public long Value;

    /// <summary>Fee of the whole fill, or worst-case fee of the whole order, micro.</summary>
    [FieldOffset(32)] public long Fee;

    /// <summary>Order reserve per lot, micro, not negative.</summary>
    [FieldOffset(40)] public long Reserve;

    /// <summary>ReplaceOrder: working lots of the order that goes.</summary>
    [FieldOffset(48)] public long OldLots;

    /// <summary>ReplaceOrder: reserve per lot of the order that goes.</summary>
    [FieldOffset(56)] public long OldReserve;
}
