using System.Runtime.InteropServices;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>The device's answer to one command. Zero is Undecided: memory nobody wrote is a refusal.</summary>
public enum DeviceVerdict : byte
{
    Undecided = 0,
    Accept = 1,
    Reject = 2,

    /// <summary>Accepted under the reduce rule although the requirement is not met.</summary>
    AcceptReduceOnly = 3,
}

/// <summary>Facts beside the verdict.</summary>
[System.Flags]
public enum DeviceResultFlags : uint
{
    None = 0,

    /// <summary>One of the four scalars of the result saturated (sticky until the next recomputation).</summary>
    Saturated = 1,

    /// <summary>SizeLiquidation: closing Amount lots brings the group to its target.</summary>
    Cured = 2,
}

/// <summary>One result, 64 bytes, the same on every device.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct DeviceResult
{
    [FieldOffset(0)] public DeviceVerdict Verdict;
    [FieldOffset(2)] public ReasonCode Reason;
    [FieldOffset(4)] public DeviceResultFlags Flags;

    /// <summary>Epoch the group was evaluated on.</summary>
    [FieldOffset(8)] public uint Epoch;

    /// <summary>IMR after the command (on a refused order: what it would have been), micro.</summary>
    [FieldOffset(16)] public long Requirement;

    /// <summary>Equity at the trigger marks (E_MM), micro: what calls and liquidations compare.</summary>
    [FieldOffset(24)] public long Equity;

    /// <summary>MMR after the command, micro; for CheckOrder before it (an order does not move L).</summary>
    [FieldOffset(32)] public long Maintenance;

    /// <summary>EvaluateClose: MMR'. SizeLiquidation: lots. SetMark: holders but pools.</summary>
    [FieldOffset(40)] public long Amount;

    /// <summary>Equity that new risk and withdrawals may use (E_IM), micro.</summary>
    [FieldOffset(48)] public long EquityInitial;

    public readonly bool IsAccepted => Verdict is DeviceVerdict.Accept or DeviceVerdict.AcceptReduceOnly;
}
