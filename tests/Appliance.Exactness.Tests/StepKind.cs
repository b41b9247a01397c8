namespace Appliance.Exactness.Tests;

/// <summary>What a stream means to do next; the state it meets decides what that is in commands.</summary>
internal enum StepKind
{
    Check,
    ExactOrder,
    Reduce,
    Reserve,
    Evaluate,
    Fill,
    Release,
    Replace,
    Trade,
    CloseOut,
    MoveCash,
    MoveAsset,
    ExactWithdrawal,
    SetMark,
    SetAssetPrice,
    Bound,
    Switch,
    ExactLevel,
    EvaluateClose,
    SizeLiquidation,
    ReadGroup,
    Watch,
    Open,
    Close,
    Spoil,
    LoadArrays,
    LoadTables,
    Odd,
}
