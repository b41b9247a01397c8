using System;

namespace Appliance.Wire.Tests.Cases;

/// <summary>Writers and readers of every field of risk.xml, in the order of the schema.</summary>
internal static class GroupAndFundCases
{
    internal static readonly MessageCase[] All =
    [
        new("GroupAdmin", "risk.xml", GroupAdminEncoder.FrameLength, WriteGroupAdmin, ReadGroupAdmin, NullsGroupAdmin),
        new("Heartbeat", "risk.xml", HeartbeatEncoder.FrameLength, WriteHeartbeat, ReadHeartbeat, NullsHeartbeat),
        new(
            "StateReport", "risk.xml", StateReportEncoder.FrameLength,
            WriteStateReport, ReadStateReport, NullsStateReport),
        new(
            "FundMovement", "risk.xml", FundMovementEncoder.FrameLength,
            WriteFundMovement, ReadFundMovement, NullsFundMovement),
    ];

    private static SbeStatus WriteGroupAdmin(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = GroupAdminEncoder.TryWrap(frame, out GroupAdminEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.TransactTime = v[0];
            e.Account = (uint)v[1];
            e.GroupID = (uint)v[2];
            e.SeqNum = (uint)v[3];
            e.GroupAdminAction = (GroupAdminAction)(byte)v[4];
            e.GroupKind = (GroupKind)(byte)v[5];
        }

        return status;
    }

    private static SbeStatus ReadGroupAdmin(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenGroupAdmin(frame, out GroupAdminDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.TransactTime;
            v[1] = d.Account;
            v[2] = d.GroupID;
            v[3] = d.SeqNum;
            v[4] = (byte)d.GroupAdminAction;
            v[5] = (byte)d.GroupKind;
        }

        return status;
    }

    private static ulong NullsGroupAdmin(ReadOnlySpan<byte> frame) => 0;

    private static SbeStatus OpenGroupAdmin(ReadOnlySpan<byte> frame, out GroupAdminDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok ? GroupAdminDecoder.TryWrap(frame[MessageHeader.Size..], h, out d) : status;
    }

    private static SbeStatus WriteHeartbeat(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = HeartbeatEncoder.TryWrap(frame, out HeartbeatEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.TransactTime = v[0];
            e.Token = v[1];
            e.SeqNum = (uint)v[2];
        }

        return status;
    }

    private static SbeStatus ReadHeartbeat(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenHeartbeat(frame, out HeartbeatDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.TransactTime;
            v[1] = d.Token;
            v[2] = d.SeqNum;
        }

        return status;
    }

    private static ulong NullsHeartbeat(ReadOnlySpan<byte> frame) => 0;

    private static SbeStatus OpenHeartbeat(ReadOnlySpan<byte> frame, out HeartbeatDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok ? HeartbeatDecoder.TryWrap(frame[MessageHeader.Size..], h, out d) : status;
    }

    private static SbeStatus WriteStateReport(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = StateReportEncoder.TryWrap(frame, out StateReportEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.TransactTime = v[0];
            e.Sequence = v[1];
            e.Token = v[2];
            e.DecisionChain = v[3];
            e.TotalEquityMantissa = (long)v[4];
            e.InsuranceFundMantissa = (long)v[5];
            e.FeesCollectedMantissa = (long)v[6];
            e.Epoch = (uint)v[7];
            e.GroupsInCall = (uint)v[8];
            e.GroupsInLiquidation = (uint)v[9];
        }

        return status;
    }

    private static SbeStatus ReadStateReport(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenStateReport(frame, out StateReportDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.TransactTime;
            v[1] = d.Sequence;
            v[2] = d.Token;
            v[3] = d.DecisionChain;
            v[4] = (ulong)d.TotalEquityMantissa;
            v[5] = (ulong)d.InsuranceFundMantissa;
            v[6] = (ulong)d.FeesCollectedMantissa;
            v[7] = d.Epoch;
            v[8] = d.GroupsInCall;
            v[9] = d.GroupsInLiquidation;
        }

        return status;
    }

    private static ulong NullsStateReport(ReadOnlySpan<byte> frame) => 0;

    private static SbeStatus OpenStateReport(ReadOnlySpan<byte> frame, out StateReportDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok ? StateReportDecoder.TryWrap(frame[MessageHeader.Size..], h, out d) : status;
    }

    private static SbeStatus WriteFundMovement(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = FundMovementEncoder.TryWrap(frame, out FundMovementEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.TransactTime = v[0];
            e.AmountMantissa = (long)v[1];
            e.BalanceMantissa = (long)v[2];
            e.Account = (uint)v[3];
            e.SecurityID = (uint)v[4];
            e.FundMovementKind = (FundMovementKind)(byte)v[5];
        }

        return status;
    }

    private static SbeStatus ReadFundMovement(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenFundMovement(frame, out FundMovementDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.TransactTime;
            v[1] = (ulong)d.AmountMantissa;
            v[2] = (ulong)d.BalanceMantissa;
            v[3] = d.Account;
            v[4] = d.SecurityID;
            v[5] = (byte)d.FundMovementKind;
        }

        return status;
    }

    private static ulong NullsFundMovement(ReadOnlySpan<byte> frame) => 0;

    private static SbeStatus OpenFundMovement(ReadOnlySpan<byte> frame, out FundMovementDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok ? FundMovementDecoder.TryWrap(frame[MessageHeader.Size..], h, out d) : status;
    }
}
