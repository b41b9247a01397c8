using System;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.Sim.Exchange;

/// <summary>Hands each frame the appliance sends to whom it concerns, in the order of arrival.</summary>
internal sealed class FeedbackReader
{
    private readonly RequestDesk desk;
    private readonly Venue venue;
    private readonly CallDesk calls;
    private readonly ExchangeStatistics statistics;

    public FeedbackReader(RequestDesk desk, Venue venue, CallDesk calls, ExchangeStatistics statistics)
    {
        this.desk = desk;
        this.venue = venue;
        this.calls = calls;
        this.statistics = statistics;
    }

    /// <summary>The last state report.</summary>
    public ApplianceState LastState { get; private set; }

    /// <summary>Takes one frame in; true when it is the state report that answers the token.</summary>
    public bool Take(in Frame frame, ulong token)
    {
        SbeStatus status = MessageHeader.TryRead(frame.Bytes, out MessageHeader header);
        if (status != SbeStatus.Ok)
        {
            statistics.UnknownFrames++;
            return false;
        }

        ReadOnlySpan<byte> body = frame.Bytes[MessageHeader.Size..];
        switch (header.TemplateId)
        {
            case RiskVerdictDecoder.TemplateId:
                status = RiskVerdictDecoder.TryWrap(body, header, out RiskVerdictDecoder verdict);
                if (status == SbeStatus.Ok)
                {
                    desk.OnVerdict(verdict);
                }

                break;
            case StateReportDecoder.TemplateId:
                status = StateReportDecoder.TryWrap(body, header, out StateReportDecoder report);
                if (status == SbeStatus.Ok)
                {
                    LastState = new ApplianceState(report);
                    return report.Token == token;
                }

                break;
            default:
                status = TakeRare(header, body);
                break;
        }

        statistics.UnknownFrames += status == SbeStatus.Ok ? 0 : 1;
        return false;
    }

    private SbeStatus TakeRare(in MessageHeader header, ReadOnlySpan<byte> body)
    {
        SbeStatus status = SbeStatus.UnknownTemplate;
        switch (header.TemplateId)
        {
            case OrderCancelRequestDecoder.TemplateId:
                status = OrderCancelRequestDecoder.TryWrap(body, header, out OrderCancelRequestDecoder cancel);
                if (status == SbeStatus.Ok)
                {
                    desk.OnLiquidationCancel(cancel);
                }

                break;
            case LiquidationOrderDecoder.TemplateId:
                status = LiquidationOrderDecoder.TryWrap(body, header, out LiquidationOrderDecoder order);
                if (status == SbeStatus.Ok)
                {
                    venue.Liquidate(order);
                }

                break;
            case MarginCallDecoder.TemplateId:
                status = MarginCallDecoder.TryWrap(body, header, out MarginCallDecoder call);
                if (status == SbeStatus.Ok)
                {
                    calls.OnCall(call);
                }

                break;
            case FundMovementDecoder.TemplateId:
                status = FundMovementDecoder.TryWrap(body, header, out FundMovementDecoder movement);
                if (status == SbeStatus.Ok)
                {
                    calls.OnFund(movement);
                }

                break;
            default:
                break;
        }

        return status;
    }
}

/// <summary>What the appliance said of itself in its last state report.</summary>
public readonly record struct ApplianceState(
    ulong Sequence,
    ulong Token,
    ulong DecisionChain,
    long TotalEquityMicro,
    long InsuranceFundMicro,
    long FeesCollectedMicro,
    uint Epoch,
    uint GroupsInCall,
    uint GroupsInLiquidation)
{
    internal ApplianceState(in StateReportDecoder report)
        : this(
            report.Sequence,
            report.Token,
            report.DecisionChain,
            report.TotalEquityMantissa,
            report.InsuranceFundMantissa,
            report.FeesCollectedMantissa,
            report.Epoch,
            report.GroupsInCall,
            report.GroupsInLiquidation)
    {
    }
}
