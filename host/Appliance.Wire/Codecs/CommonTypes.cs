using System;

namespace Appliance.Wire;

// The enumerations and sets of common-types.xml, by the name and value they have there. A value that is not listed is
// the world's and survives as a number: decoders pass it on, and who acts on it refuses it with FieldOutOfRange.

public enum Boolean : byte
{
    False = 0,
    True = 1,
}

public enum Side : byte
{
    Buy = (byte)'1',
    Sell = (byte)'2',
}

public enum OrdType : byte
{
    Market = (byte)'1',
    Limit = (byte)'2',
}

public enum TimeInForce : byte
{
    Day = (byte)'0',
    GoodTillCancel = (byte)'1',
    ImmediateOrCancel = (byte)'3',
    FillOrKill = (byte)'4',
}

/// <summary>Restrictions on how an order may trade.</summary>
[Flags]
public enum ExecInst : byte
{
    None = 0,
    ParticipateDontInitiate = 1 << 0,
    DoNotIncrease = 1 << 1,
    ReduceOnly = 1 << 2,
}

public enum ExecType : byte
{
    New = (byte)'0',
    Canceled = (byte)'4',
    Replaced = (byte)'5',
    Rejected = (byte)'8',
    Expired = (byte)'C',
    Trade = (byte)'F',
}

public enum OrdStatus : byte
{
    New = (byte)'0',
    PartiallyFilled = (byte)'1',
    Filled = (byte)'2',
    Canceled = (byte)'4',
    Replaced = (byte)'5',
    Rejected = (byte)'8',
    Expired = (byte)'C',
}

public enum SecurityTradingStatus : byte
{
    TradingHalt = 2,
    ReadyToTrade = 17,
    NotAvailableForTrading = 18,
    PreOpen = 21,
    PostClose = 26,
}

/// <summary>Which parts of an exchange event a message ends.</summary>
[Flags]
public enum MatchEventIndicator : byte
{
    None = 0,
    LastTradeMsg = 1 << 0,
    LastQuoteMsg = 1 << 2,
    RecoveryMsg = 1 << 5,
    EndOfEvent = 1 << 7,
}

public enum MDUpdateAction : byte
{
    New = 0,
    Change = 1,
    Delete = 2,
}

public enum MDEntryType : byte
{
    Bid = (byte)'0',
    Offer = (byte)'1',
}

/// <summary>Who crossed the spread.</summary>
public enum AggressorSide : byte
{
    NoAggressor = 0,
    Buy = 1,
    Sell = 2,
}

public enum InstrumentKind : byte
{
    Spot = 0,
    Future = 1,
    PerpetualSwap = 2,
    Option = 3,
}

public enum OptionType : byte
{
    NotApplicable = 0,
    Call = 1,
    Put = 2,
}

/// <summary>What to think of a price.</summary>
[Flags]
public enum PriceFlags : byte
{
    None = 0,
    Stale = 1 << 0,
    Estimated = 1 << 1,
    Settlement = 1 << 2,
}

/// <summary>What becomes of an order.</summary>
public enum Verdict : byte
{
    Accept = 1,
    Reject = 2,
    AcceptReduceOnly = 3,
}

/// <summary>The reason codes of the core, same names and values (a test compares them).</summary>
public enum RejectReason : ushort
{
    None = 0,
    Malformed = 100,
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
    Overloaded = 218,
    Range = 300,
    StaleMark = 301,
    StaleEpoch = 302,
    InsufficientMargin = 303,
    ReduceOnly = 304,
    GroupInstrumentCapacity = 305,
    GroupBucketCapacity = 306,
    Saturated = 307,
    InsufficientCollateral = 308,
    UnknownAsset = 309,
    PoolCapacity = 310,
    InLiquidation = 400,
    Defaulted = 401,
    DeviceStalled = 500,
    DeviceFault = 501,
    Undecided = 502,
}

/// <summary>State of an account or a message.</summary>
[Flags]
public enum RiskFlags : ushort
{
    None = 0,
    BelowMaintenance = 1 << 0,
    LiquidationOnly = 1 << 1,
    PortfolioMargin = 1 << 2,
    Replay = 1 << 3,
}

/// <summary>How a collateral update changes the balance.</summary>
public enum CollateralAction : byte
{
    Deposit = 1,
    Withdrawal = 2,
    Adjustment = 3,
    SetAbsolute = 4,
}

/// <summary>Which threshold was crossed.</summary>
public enum MarginCallType : byte
{
    Warning = 1,
    MarginCall = 2,
    Liquidation = 3,
    Cured = 4,
}

/// <summary>Why the appliance trades an account.</summary>
public enum LiquidationReason : byte
{
    MaintenanceBreach = 1,
    Bankruptcy = 2,
    Manual = 3,
    Backstop = 4,
}

public enum RiskParamScope : byte
{
    Instrument = 1,
    ProductGroup = 2,
    Account = 3,
    Global = 4,
}

public enum SnapshotKind : byte
{
    Accounts = 1,
    Instruments = 2,
    Parameters = 3,
    Full = 4,
}

/// <summary>What an operator does to a margin group.</summary>
public enum GroupAdminAction : byte
{
    Open = 1,
    Close = 2,
    Block = 3,
    Unblock = 4,
    ReduceOnly = 5,
}

/// <summary>How a margin group shares collateral.</summary>
public enum GroupKind : byte
{
    Cross = 1,
    Isolated = 2,
    Pool = 3,
}

/// <summary>Why money moved into or out of the insurance fund.</summary>
public enum FundMovementKind : byte
{
    Contribution = 1,
    LiquidationFee = 2,
    ShortfallCover = 3,
    BackstopTransfer = 4,
    UncoveredLoss = 5,
}
