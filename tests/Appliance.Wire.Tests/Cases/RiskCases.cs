using System;

namespace Appliance.Wire.Tests.Cases;

/// <summary>Writers and readers of every field of risk.xml, in the order of the schema.</summary>
internal static class RiskCases
{
    internal static readonly MessageCase[] All =
    [
        new(
            "CollateralUpdate", "risk.xml", CollateralUpdateEncoder.FrameLength,
            WriteCollateralUpdate, ReadCollateralUpdate, NullsCollateralUpdate),
        new("MarginCall", "risk.xml", MarginCallEncoder.FrameLength, WriteMarginCall, ReadMarginCall, NullsMarginCall),
        new(
            "LiquidationOrder", "risk.xml", LiquidationOrderEncoder.FrameLength,
            WriteLiquidationOrder, ReadLiquidationOrder, NullsLiquidationOrder),
    ];

    private static SbeStatus WriteCollateralUpdate(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = CollateralUpdateEncoder.TryWrap(frame, out CollateralUpdateEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.TransactTime = v[0];
            e.CollAsgnID = v[1];
            e.QuantityMantissa = (long)v[2];
            e.BalanceMantissa = (long)v[3];
            e.Account = (uint)v[4];
            e.SeqNum = (uint)v[5];
            e.AssetID = (uint)v[6];
            e.CollAsgnTransType = (CollateralAction)(byte)v[7];
        }

        return status;
    }

    private static SbeStatus ReadCollateralUpdate(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenCollateralUpdate(frame, out CollateralUpdateDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.TransactTime;
            v[1] = d.CollAsgnID;
            v[2] = (ulong)d.QuantityMantissa;
            v[3] = (ulong)d.BalanceMantissa;
            v[4] = d.Account;
            v[5] = d.SeqNum;
            v[6] = d.AssetID;
            v[7] = (byte)d.CollAsgnTransType;
        }

        return status;
    }

    private static ulong NullsCollateralUpdate(ReadOnlySpan<byte> frame) => 0;

    private static SbeStatus OpenCollateralUpdate(ReadOnlySpan<byte> frame, out CollateralUpdateDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok ? CollateralUpdateDecoder.TryWrap(frame[MessageHeader.Size..], h, out d) : status;
    }

    private static SbeStatus WriteMarginCall(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = MarginCallEncoder.TryWrap(frame, out MarginCallEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.TransactTime = v[0];
            e.MarginReqmtRptID = v[1];
            e.EquityMantissa = (long)v[2];
            e.InitialMarginMantissa = (long)v[3];
            e.MaintenanceMarginMantissa = (long)v[4];
            e.MarginExcessMantissa = (long)v[5];
            e.DueTime = v[6];
            e.Account = (uint)v[7];
            e.ParamEpoch = (uint)v[8];
            e.RiskFlags = (RiskFlags)(ushort)v[9];
            e.MarginCallType = (MarginCallType)(byte)v[10];
        }

        return status;
    }

    private static SbeStatus ReadMarginCall(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenMarginCall(frame, out MarginCallDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.TransactTime;
            v[1] = d.MarginReqmtRptID;
            v[2] = (ulong)d.EquityMantissa;
            v[3] = (ulong)d.InitialMarginMantissa;
            v[4] = (ulong)d.MaintenanceMarginMantissa;
            v[5] = (ulong)d.MarginExcessMantissa;
            v[6] = d.DueTime;
            v[7] = d.Account;
            v[8] = d.ParamEpoch;
            v[9] = (ushort)d.RiskFlags;
            v[10] = (byte)d.MarginCallType;
        }

        return status;
    }

    private static ulong NullsMarginCall(ReadOnlySpan<byte> frame) =>
        OpenMarginCall(frame, out MarginCallDecoder d) != SbeStatus.Ok
            ? 0
            : (d.DueTimeIsNull ? 1UL << 6 : 0);

    private static SbeStatus OpenMarginCall(ReadOnlySpan<byte> frame, out MarginCallDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok ? MarginCallDecoder.TryWrap(frame[MessageHeader.Size..], h, out d) : status;
    }

    private static SbeStatus WriteLiquidationOrder(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = LiquidationOrderEncoder.TryWrap(frame, out LiquidationOrderEncoder e);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.TransactTime = v[0];
            e.ClOrdID = v[1];
            e.MarginReqmtRptID = v[2];
            e.PriceMantissa = (long)v[3];
            e.OrderQtyMantissa = (long)v[4];
            e.BankruptcyPxMantissa = (long)v[5];
            e.Account = (uint)v[6];
            e.SecurityID = (uint)v[7];
            e.SeqNum = (uint)v[8];
            e.Side = (Side)(byte)v[9];
            e.OrdType = (OrdType)(byte)v[10];
            e.TimeInForce = (TimeInForce)(byte)v[11];
            e.LiquidationReason = (LiquidationReason)(byte)v[12];
        }

        return status;
    }

    private static SbeStatus ReadLiquidationOrder(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = OpenLiquidationOrder(frame, out LiquidationOrderDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        unchecked
        {
            v[0] = d.TransactTime;
            v[1] = d.ClOrdID;
            v[2] = d.MarginReqmtRptID;
            v[3] = (ulong)d.PriceMantissa;
            v[4] = (ulong)d.OrderQtyMantissa;
            v[5] = (ulong)d.BankruptcyPxMantissa;
            v[6] = d.Account;
            v[7] = d.SecurityID;
            v[8] = d.SeqNum;
            v[9] = (byte)d.Side;
            v[10] = (byte)d.OrdType;
            v[11] = (byte)d.TimeInForce;
            v[12] = (byte)d.LiquidationReason;
        }

        return status;
    }

    private static ulong NullsLiquidationOrder(ReadOnlySpan<byte> frame) =>
        OpenLiquidationOrder(frame, out LiquidationOrderDecoder d) != SbeStatus.Ok
            ? 0
            : (d.PriceIsNull ? 1UL << 3 : 0)
            | (d.BankruptcyPxIsNull ? 1UL << 5 : 0);

    private static SbeStatus OpenLiquidationOrder(ReadOnlySpan<byte> frame, out LiquidationOrderDecoder d)
    {
        d = default;
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        return status == SbeStatus.Ok ? LiquidationOrderDecoder.TryWrap(frame[MessageHeader.Size..], h, out d) : status;
    }
}
