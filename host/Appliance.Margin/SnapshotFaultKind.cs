namespace Appliance.Margin;

/// <summary>
/// What a snapshot was refused for (MARGIN.md section 5, load checks), in ranges by what is wrong: 1xx parameters,
/// 2xx underlyings, 3xx instruments, 4xx combinations, 5xx assets. A number never changes its meaning.
/// </summary>
public enum SnapshotFaultKind : ushort
{
    None = 0,

    /// <summary>phi[IM] is below phi[MM].</summary>
    PhiBelowMaintenance = 100,

    /// <summary>lambda is above 1.</summary>
    LambdaAboveOne = 101,

    /// <summary>bcall is below 1.</summary>
    CallBelowOne = 102,

    /// <summary>btarget is below bcall.</summary>
    TargetBelowCall = 103,

    /// <summary>theta is above 1.</summary>
    BackstopAboveOne = 104,

    /// <summary>smmr is above 1.</summary>
    SpreadAboveOne = 105,

    /// <summary>The profit weight is above 1.</summary>
    ProfitWeightAboveOne = 106,

    /// <summary>The profit cap is not in 0 .. MoneyMax.</summary>
    ProfitCapOutOfRange = 107,

    /// <summary>A rate of the parameters is not below 2^40.</summary>
    ParameterRateTooLarge = 108,

    /// <summary>The tail measure is none of the known ones.</summary>
    TailUnknown = 109,

    /// <summary>mult is below 1.</summary>
    MultiplierBelowOne = 200,

    /// <summary>A rate of the underlying is not below 2^40.</summary>
    UnderlyingRateTooLarge = 201,

    /// <summary>The long option haircut is above 1.</summary>
    HaircutAboveOne = 202,

    /// <summary>A short option minimum is not in 0 .. 2^47 - 1.</summary>
    ShortOptionMinimumOutOfRange = 203,

    /// <summary>The initial short option minimum is below the maintenance one.</summary>
    ShortOptionMinimumNotDominating = 204,

    /// <summary>The initial tier table is below the maintenance one somewhere.</summary>
    TierNotDominating = 205,

    /// <summary>The initial concentration table is below the maintenance one somewhere.</summary>
    ConcentrationNotDominating = 206,

    /// <summary>A table has more lines than <c>Limits.AffineSegmentsMax</c>.</summary>
    TableTooLong = 207,

    /// <summary>A slope is not below 2^40.</summary>
    SlopeTooLarge = 208,

    /// <summary>An offset is not in 0 .. MoneyMax.</summary>
    OffsetOutOfRange = 209,

    /// <summary>The shock of scenario 0 is not zero: every array made from it would start wrong.</summary>
    ShockZeroNotZero = 210,

    /// <summary>The instrument's underlying does not exist.</summary>
    UnknownUnderlying = 300,

    /// <summary>The expiry is not in 0 .. 15.</summary>
    ExpiryOutOfRange = 301,

    /// <summary>Entry 0 of the array is not zero.</summary>
    ScenarioZeroNotZero = 302,

    /// <summary>An entry of the array is not below 2^47 in magnitude.</summary>
    LossOutOfRange = 303,

    /// <summary>cvE is not in 0 .. 2^47 - 1.</summary>
    ContractValueOutOfRange = 304,

    /// <summary>The initial standard table is below the maintenance one somewhere.</summary>
    StandardNotDominating = 305,

    /// <summary>A short lot requirement is not in 0 .. 2^47 - 1.</summary>
    LotRequirementOutOfRange = 306,

    /// <summary>The initial short lot requirement is below the maintenance one.</summary>
    LotRequirementNotDominating = 307,

    /// <summary>The funding rate is not below 2^40 in magnitude.</summary>
    FundingTooLarge = 308,

    /// <summary>A combination has one leg, or more than four.</summary>
    LegCount = 400,

    /// <summary>A leg names an instrument that does not exist.</summary>
    LegUnknown = 401,

    /// <summary>A leg is itself a combination.</summary>
    LegIsCombo = 402,

    /// <summary>A leg is a collateral instrument.</summary>
    LegIsCollateral = 403,

    /// <summary>Two legs name the same instrument.</summary>
    LegTwice = 404,

    /// <summary>A leg is of another underlying than the combination.</summary>
    LegOfOtherUnderlying = 405,

    /// <summary>A ratio is zero or above 1000 in magnitude.</summary>
    LegRatio = 406,

    /// <summary>The array is not the sum of the legs' arrays.</summary>
    ComboArrayNotSum = 407,

    /// <summary>A combination is also called linear or collateral, which it cannot be.</summary>
    ComboOfOtherKind = 408,

    /// <summary>The asset's price of the epoch is not in 0 .. 2^47 - 1.</summary>
    AssetPriceOutOfRange = 500,

    /// <summary>A credit line rises by more than the value.</summary>
    CreditSlopeAboveOne = 501,

    /// <summary>A credit offset is not in 0 .. MoneyMax.</summary>
    CreditOffsetOutOfRange = 502,

    /// <summary>No credit line starts at zero: credit could exceed the value.</summary>
    CreditWithoutZeroOffset = 503,

    /// <summary>The credit table has more lines than <c>Limits.AffineSegmentsMax</c>.</summary>
    CreditTooLong = 504,

    /// <summary>The debt haircut or the oracle charge is not below 2^40.</summary>
    AssetRateTooLarge = 505,

    /// <summary>omega is above 1.</summary>
    WrongWayAboveOne = 506,

    /// <summary>The wrong-way underlying does not exist.</summary>
    WrongWayUnderlyingUnknown = 507,

    /// <summary>The asset's collateral instrument does not exist, or is none.</summary>
    RiskInstrumentIllegal = 508,

    /// <summary>A collateral instrument belongs to no asset.</summary>
    RiskInstrumentUnowned = 509,

    /// <summary>A collateral instrument belongs to more than one asset.</summary>
    RiskInstrumentShared = 510,

    /// <summary>The lot units are not in 1 .. 2^62 - 1.</summary>
    LotUnitsOutOfRange = 511,
}
