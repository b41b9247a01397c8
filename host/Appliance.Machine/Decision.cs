using Appliance.Core;

namespace Appliance.Machine;

/// <summary>
/// What the gate says to an order-entry message. Zero is undecided, which downstream treats as a refusal.
/// </summary>
public enum GateVerdict : byte
{
    Undecided = 0,
    Accept = 1,
    Reject = 2,
    AcceptReduceOnly = 3,

    /// <summary>The input was not an order-entry message: there is nothing to answer.</summary>
    NotAnOrder = 4,
}

/// <summary>The machine's answer to one input. Money is micro.</summary>
public struct Decision
{
    public GateVerdict Verdict;
    public ReasonCode Reason;
    public uint Account;
    public uint SecurityId;
    public uint SeqNum;
    public uint Epoch;
    public ulong ClOrdId;

    /// <summary>IMR after the order, or what it would have been.</summary>
    public long RequirementMicro;

    /// <summary>E_IM - IMR.</summary>
    public long ExcessMicro;

    public static Decision None => new() { Verdict = GateVerdict.NotAnOrder };
}
