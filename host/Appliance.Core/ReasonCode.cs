namespace Appliance.Core;

/// <summary>
/// Why something was refused, in ranges that name the module: 1xx wire, 2xx session and limits, 3xx margin,
/// 4xx liquidation, 5xx device. A number never changes its meaning and is never reused.
/// </summary>
public enum ReasonCode : ushort
{
    None = 0,

    /// <summary>The frame did not decode; see the wire status counters.</summary>
    Malformed = 100,

    /// <summary>A field holds a value outside its enumeration or sign.</summary>
    FieldOutOfRange = 101,

    UnknownAccount = 200,
    UnknownInstrument = 201,
    InstrumentHalted = 202,
    AccountBlocked = 203,
    DuplicateClOrdId = 204,
    UnknownOrder = 205,
    OrderCapacity = 206,
    QtyNotLotMultiple = 207,
    QtyOutOfBounds = 208,
    PriceNotTickMultiple = 209,
    PriceCollar = 210,
    MaxNotional = 211,
    PositionLimit = 212,
    OrderTypeNotSupported = 213,
    OrderNotWorking = 214,
    WrongSide = 215,
    DuplicateDefinition = 216,
    BadDefinition = 217,

    /// <summary>The session is not open.</summary>
    NotLoggedOn = 218,
    BadCredentials = 219,

    /// <summary>A message of the session is missing.</summary>
    SequenceGap = 220,

    /// <summary>The request id was used before.</summary>
    DuplicateRequest = 221,

    /// <summary>The sender may not do this.</summary>
    NotPermitted = 222,

    /// <summary>More messages than the limit allows.</summary>
    RateLimit = 223,

    /// <summary>The kill switch or a halt covers the scope.</summary>
    TradingHalted = 224,
    OrderCountLimit = 225,

    /// <summary>It would trade with an order of the same owner.</summary>
    SelfMatch = 226,

    /// <summary>Margin beyond collateral would pass its limit.</summary>
    CreditLimit = 227,
    DailyLossLimit = 228,
    GrossLimit = 229,
    NetLimit = 230,

    /// <summary>The appliance had no room for the order: refused before the sequence, send it again later.</summary>
    Overloaded = 231,

    /// <summary>gabs or a lot bound of MARGIN.md section 1 would be exceeded.</summary>
    Range = 300,
    StaleMark = 301,
    StaleEpoch = 302,
    InsufficientMargin = 303,

    /// <summary>The group is below its initial margin and the order does not reduce risk.</summary>
    ReduceOnly = 304,
    GroupInstrumentCapacity = 305,
    GroupBucketCapacity = 306,

    /// <summary>A final scalar saturated; the group may only reduce.</summary>
    Saturated = 307,
    InsufficientCollateral = 308,

    /// <summary>The asset is not in the snapshot.</summary>
    UnknownAsset = 309,

    /// <summary>The pool has no room for another member.</summary>
    PoolCapacity = 310,
    UnknownGroup = 311,
    DuplicateGroup = 312,

    /// <summary>The group still holds or owes something.</summary>
    GroupNotEmpty = 313,

    /// <summary>Not for a group of this kind.</summary>
    WrongGroupKind = 314,

    /// <summary>Parts of a risk snapshot are missing or out of order.</summary>
    SnapshotIncomplete = 315,

    /// <summary>The snapshot is not the one its sender took the digest of.</summary>
    SnapshotDigestMismatch = 316,

    /// <summary>The load check found faults.</summary>
    SnapshotRefused = 317,

    /// <summary>The fund does not have as much.</summary>
    InsufficientFund = 318,

    /// <summary>The group is being liquidated: only the appliance trades it.</summary>
    InLiquidation = 400,

    /// <summary>The group was handed to the backstop and waits for an operator.</summary>
    Defaulted = 401,

    DeviceStalled = 500,
    DeviceFault = 501,

    /// <summary>The machine did not decide the event; the gate fails closed.</summary>
    Undecided = 502,
}
