using System;
using Appliance.Core;

namespace Appliance.Machine;

/// <summary>What the machine tells the world beside verdicts.</summary>
public enum OutputKind : byte
{
    None = 0,
    MarginCall = 1,
    LiquidationOrder = 2,
    CancelOrder = 3,
    FundMovement = 4,
    StateReport = 5,
}

/// <summary>
/// One outgoing message before it is encoded; the publisher turns it into SBE. Prices are 1e-9, quantities 1e-8,
/// money micro; which fields count follows from <see cref="Kind"/>.
/// </summary>
public struct OutputRecord
{
    public OutputKind Kind;

    /// <summary>MarginCallType, LiquidationReason or FundMovementKind of the wire.</summary>
    public byte Detail;

    /// <summary>+1 buy, -1 sell.</summary>
    public sbyte Side;
    public uint Account;
    public uint SecurityId;
    public uint Epoch;
    public long StampNs;
    public ulong ClOrdId;
    public ulong OrigClOrdId;
    public long PriceE9;
    public long QuantityE8;
    public long BankruptcyPriceE9;
    public long EquityMicro;
    public long InitialMicro;
    public long MaintenanceMicro;

    /// <summary>FundMovement: into the fund when positive.</summary>
    public long AmountMicro;
    public long BalanceMicro;
    public long DueNs;
    public ulong Token;

    /// <summary>The input that caused this output.</summary>
    public long CauseSequence;
    public ulong DecisionChain;
    public uint InCall;
    public uint InLiquidation;
}

/// <summary>
/// Outputs of one input, at most Limits.OutputsPerEventMax. Work that would not fit waits for a later input, so the
/// machine asks for room before it starts a piece of work.
/// </summary>
public sealed class OutputBuffer
{
    private readonly OutputRecord[] records = new OutputRecord[Limits.OutputsPerEventMax];

    public int Count { get; private set; }

    public int Remaining => records.Length - Count;

    public ReadOnlySpan<OutputRecord> Records => records.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>The next record, zeroed.</summary>
    public ref OutputRecord Next()
    {
        Check.That(Count < records.Length);
        ref OutputRecord record = ref records[Count++];
        record = default;
        return ref record;
    }
}
