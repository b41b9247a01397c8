using System;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Wire;

namespace Appliance.Machine;

/// <summary>
/// The deterministic margin machine: one sequenced frame in, one decision and some outputs out. It reads no clock and
/// no random source, allocates nothing after start and does no I/O; same frames and stamps, same outputs and state.
/// Frames must have passed <see cref="FrameValidator"/>; a frame that names nothing known or holds values out of
/// range is counted and leaves every bit of the state untouched, housekeeping included.
/// </summary>
public sealed class MarginMachine
{
    private readonly MachineState state;
    private readonly OrderGate gate;
    private readonly ExecutionDesk executions;
    private readonly MarkDesk marks;
    private readonly CollateralDesk collateral;
    private readonly RiskDesk risk;
    private ulong chain = 0x6A09E667F3BCC908UL;

    public MarginMachine(MachineConfig config, RiskSnapshot snapshot, IMarginDevice device)
    {
        state = new MachineState(config, snapshot, device);
        gate = new OrderGate(state);
        executions = new ExecutionDesk(state);
        marks = new MarkDesk(state);
        collateral = new CollateralDesk(state);
        risk = new RiskDesk(state);
    }

    public IMarginDevice Device => state.Device;

    public Ledger Ledger => state.Ledger;

    public MachineCounters Counters => state.Counters;

    /// <summary>What the last input caused beside its decision.</summary>
    public OutputBuffer Outputs => state.Outputs;

    /// <summary>Running digest of every decision, in order.</summary>
    public ulong DecisionChain => chain;

    /// <summary>Working orders over all accounts.</summary>
    public int WorkingOrders => state.Orders.Count;

    public int AccountsIn(MarginPhase phase) => state.Accounts.CountIn(phase);

    /// <summary>0 when money is conserved to the micro.</summary>
    public Int128 Imbalance() => state.Ledger.Imbalance(state.Device.TotalEquity());

    /// <summary>SHA-256 of everything that decides the future, the device's state included.</summary>
    public void StateHash(Span<byte> sha256) => MachineDigest.Compute(state, sha256);

    /// <summary>
    /// A validated frame will be applied soon: lets the device fetch the memory of the account it names. Changes
    /// nothing, and a frame that names nobody known does no harm.
    /// </summary>
    public void Hint(ReadOnlySpan<byte> frame)
    {
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader header);
        Check.That(status == SbeStatus.Ok);
        ReadOnlySpan<byte> body = frame[MessageHeader.Size..];
        if (header.TemplateId == NewOrderSingleDecoder.TemplateId)
        {
            Check.That(NewOrderSingleDecoder.TryWrap(body, header, out NewOrderSingleDecoder order) == SbeStatus.Ok);
            state.Device.Hint(order.Account);
        }
        else if (header.TemplateId == ExecutionReportDecoder.TemplateId)
        {
            Check.That(ExecutionReportDecoder.TryWrap(body, header, out ExecutionReportDecoder report) == SbeStatus.Ok);
            state.Device.Hint(report.Account);
        }
        else if (header.TemplateId == OrderCancelReplaceRequestDecoder.TemplateId)
        {
            Check.That(OrderCancelReplaceRequestDecoder.TryWrap(body, header, out var replace) == SbeStatus.Ok);
            state.Device.Hint(replace.Account);
        }
    }

    /// <summary>Applies one validated frame. <see cref="Outputs"/> holds its outputs until the next call.</summary>
    /// <param name="sequence">Place in the one sequence of inputs.</param>
    /// <param name="stampNs">UTC nanoseconds of the sequencer.</param>
    /// <param name="frame">Header and body.</param>
    public Decision Apply(long sequence, long stampNs, ReadOnlySpan<byte> frame)
    {
        state.Outputs.Clear();
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader header);
        Check.That(status == SbeStatus.Ok);
        ReadOnlySpan<byte> body = frame[MessageHeader.Size..];
        Decision decision = Decision.None;
        if (header.TemplateId == NewOrderSingleDecoder.TemplateId)
        {
            Check.That(NewOrderSingleDecoder.TryWrap(body, header, out NewOrderSingleDecoder order) == SbeStatus.Ok);
            bool isAsked = gate.ApplyNew(order, stampNs, ref decision);
            Finish(isAsked, ref decision, stampNs);
            return decision;
        }

        Dispatch(header, body, sequence, stampNs, ref decision);
        return decision;
    }

    private void Dispatch(
        in MessageHeader header, ReadOnlySpan<byte> body, long sequence, long stampNs, ref Decision decision)
    {
        switch (header.TemplateId)
        {
            case OrderCancelRequestDecoder.TemplateId:
                Check.That(
                    OrderCancelRequestDecoder.TryWrap(body, header, out OrderCancelRequestDecoder cancel)
                    == SbeStatus.Ok);
                gate.ApplyCancel(cancel, ref decision);
                Finish(false, ref decision, stampNs);
                break;
            case OrderCancelReplaceRequestDecoder.TemplateId:
                Check.That(
                    OrderCancelReplaceRequestDecoder.TryWrap(body, header, out OrderCancelReplaceRequestDecoder replace)
                    == SbeStatus.Ok);
                Finish(gate.ApplyReplace(replace, stampNs, ref decision), ref decision, stampNs);
                break;
            case ExecutionReportDecoder.TemplateId:
                ApplyExecution(header, body, stampNs);
                break;
            case MarkPriceDecoder.TemplateId:
                ApplyMark(header, body, stampNs);
                break;
            case HeartbeatDecoder.TemplateId:
                ApplyHeartbeat(header, body, sequence, stampNs);
                break;
            default:
                DispatchRare(header, body, stampNs);
                break;
        }
    }

    private void DispatchRare(in MessageHeader header, ReadOnlySpan<byte> body, long stampNs)
    {
        switch (header.TemplateId)
        {
            case CollateralUpdateDecoder.TemplateId:
                ApplyCollateral(header, body, stampNs);
                break;
            case GroupAdminDecoder.TemplateId:
                Check.That(GroupAdminDecoder.TryWrap(body, header, out GroupAdminDecoder admin) == SbeStatus.Ok);
                collateral.ApplyAdmin(admin);
                break;
            case InstrumentDefinitionDecoder.TemplateId:
                Check.That(
                    InstrumentDefinitionDecoder.TryWrap(body, header, out InstrumentDefinitionDecoder definition)
                    == SbeStatus.Ok);
                marks.ApplyDefinition(definition);
                break;
            case SecurityStatusDecoder.TemplateId:
                Check.That(
                    SecurityStatusDecoder.TryWrap(body, header, out SecurityStatusDecoder status) == SbeStatus.Ok);
                marks.ApplyStatus(status);
                break;
            default:
                // Books and trades do not margin anything in this profile: marks do.
                state.Counters.Add(MachineCounter.MarketDataIgnored);
                break;
        }
    }

    private void ApplyExecution(in MessageHeader header, ReadOnlySpan<byte> body, long stampNs)
    {
        Check.That(ExecutionReportDecoder.TryWrap(body, header, out ExecutionReportDecoder report) == SbeStatus.Ok);
        if (executions.Apply(report, stampNs))
        {
            risk.ReviewAfterExecution(report.Account, stampNs);
            KeepHouse(stampNs);
        }
    }

    private void ApplyMark(in MessageHeader header, ReadOnlySpan<byte> body, long stampNs)
    {
        Check.That(MarkPriceDecoder.TryWrap(body, header, out MarkPriceDecoder mark) == SbeStatus.Ok);
        if (marks.ApplyMark(mark, stampNs))
        {
            KeepHouse(stampNs);
            risk.ReviewSome(stampNs);
        }
    }

    private void ApplyCollateral(in MessageHeader header, ReadOnlySpan<byte> body, long stampNs)
    {
        Check.That(
            CollateralUpdateDecoder.TryWrap(body, header, out CollateralUpdateDecoder update) == SbeStatus.Ok);
        if (collateral.ApplyCollateral(update))
        {
            risk.ReviewAfterCash(update.Account, stampNs);
            KeepHouse(stampNs);
        }
    }

    private void ApplyHeartbeat(in MessageHeader header, ReadOnlySpan<byte> body, long sequence, long stampNs)
    {
        Check.That(HeartbeatDecoder.TryWrap(body, header, out HeartbeatDecoder heartbeat) == SbeStatus.Ok);
        state.Counters.Add(MachineCounter.Heartbeats);
        KeepHouse(stampNs);
        risk.ReviewSome(stampNs);
        bool saturated = false;
        ref OutputRecord output = ref state.Outputs.Next();
        output.Kind = OutputKind.StateReport;
        output.StampNs = stampNs;
        output.Token = heartbeat.Token;
        output.CauseSequence = sequence;
        output.DecisionChain = chain;
        output.EquityMicro = FixedPoint.Saturate(state.Device.TotalEquity(), ref saturated);
        output.BalanceMicro = state.Ledger.FundMicro;
        output.AmountMicro = state.Ledger.FeesMicro;
        output.Epoch = state.Device.Epoch;
        output.InCall = (uint)AccountsIn(MarginPhase.Call);
        output.InLiquidation = (uint)AccountsIn(MarginPhase.Liquidating);
    }

    private void Finish(bool isAsked, ref Decision decision, long stampNs)
    {
        // Decisions are chained, not hashed with the state: a refused frame changes no state.
        unchecked
        {
            ulong word = decision.ClOrdId ^ ((ulong)decision.Account << 40) ^ ((ulong)decision.Reason << 8)
                ^ (byte)decision.Verdict;
            chain = (ulong.RotateLeft(chain ^ word, 29) * 0x9E3779B97F4A7C15UL) + (ulong)decision.RequirementMicro;
        }

        if (isAsked)
        {
            KeepHouse(stampNs);
        }
    }

    // Work that is due but not urgent, in bounded pieces, behind inputs that changed something.
    private void KeepHouse(long stampNs)
    {
        marks.SwitchSome();
        risk.Attend(stampNs);
    }
}
