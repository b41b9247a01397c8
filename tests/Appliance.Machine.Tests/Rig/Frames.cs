using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>
/// An order-entry message in the units tests think in; price in micro per lot, null for a market order.
/// </summary>
internal sealed record OrderText
{
    public uint Account { get; init; } = 1;

    public uint SecurityId { get; init; } = 1;

    public ulong Id { get; init; } = 1;

    /// <summary>Replaces only: the id the order had.</summary>
    public ulong OldId { get; init; }

    public Side Side { get; init; } = Side.Buy;

    public OrdType Type { get; init; } = OrdType.Limit;

    public TimeInForce TimeInForce { get; init; } = TimeInForce.GoodTillCancel;

    public ExecInst ExecInst { get; init; }

    public long QuantityE8 { get; init; } = Frames.LotE8;

    public long PriceE9 { get; init; } = 100_000_000 * Frames.E9PerMicro;

    public long Lots
    {
        init => QuantityE8 = value * Frames.LotE8;
    }

    public long PriceMicro
    {
        init => PriceE9 = value * Frames.E9PerMicro;
    }
}

/// <summary>What the venue says about an order; price in micro per lot.</summary>
internal sealed record ReportText
{
    public uint Account { get; init; } = 1;

    public uint SecurityId { get; init; } = 1;

    public ulong Id { get; init; } = 1;

    public Side Side { get; init; } = Side.Buy;

    public ExecType Type { get; init; } = ExecType.Trade;

    public long LastQuantityE8 { get; init; } = Frames.LotE8;

    public long LeavesQuantityE8 { get; init; }

    public long CumQuantityE8 { get; init; }

    public long PriceE9 { get; init; } = 100_000_000 * Frames.E9PerMicro;

    public long Commission { get; init; } = ExecutionReportDecoder.CommissionMantissaNull;

    public long Lots
    {
        init => LastQuantityE8 = value * Frames.LotE8;
    }

    public long Leaves
    {
        init => LeavesQuantityE8 = value * Frames.LotE8;
    }

    public long Cum
    {
        init => CumQuantityE8 = value * Frames.LotE8;
    }

    public long PriceMicro
    {
        init => PriceE9 = value * Frames.E9PerMicro;
    }
}

/// <summary>Frames as the wire encoders write them. One lot is 1.0 and one micro of contract value 1e-6.</summary>
internal static class Frames
{
    public const long LotE8 = 100_000_000;
    public const long E9PerMicro = 1000;

    public static byte[] New(OrderText text)
    {
        byte[] frame = new byte[NewOrderSingleEncoder.FrameLength];
        Check.That(NewOrderSingleEncoder.TryWrap(frame, out NewOrderSingleEncoder e) == SbeStatus.Ok);
        e.ClOrdID = text.Id;
        e.Account = text.Account;
        e.SecurityID = text.SecurityId;
        e.SeqNum = (uint)(text.Id & 0xFFFF);
        e.Side = text.Side;
        e.OrdType = text.Type;
        e.TimeInForce = text.TimeInForce;
        e.ExecInst = text.ExecInst;
        e.OrderQtyMantissa = text.QuantityE8;
        e.PriceMantissa = text.Type == OrdType.Market ? NewOrderSingleDecoder.PriceMantissaNull : text.PriceE9;
        return frame;
    }

    public static byte[] Replace(OrderText text)
    {
        byte[] frame = new byte[OrderCancelReplaceRequestEncoder.FrameLength];
        Check.That(
            OrderCancelReplaceRequestEncoder.TryWrap(frame, out OrderCancelReplaceRequestEncoder e) == SbeStatus.Ok);
        e.ClOrdID = text.Id;
        e.OrigClOrdID = text.OldId;
        e.Account = text.Account;
        e.SecurityID = text.SecurityId;
        e.SeqNum = (uint)(text.Id & 0xFFFF);
        e.Side = text.Side;
        e.OrdType = text.Type;
        e.TimeInForce = text.TimeInForce;
        e.ExecInst = text.ExecInst;
        e.OrderQtyMantissa = text.QuantityE8;
        e.PriceMantissa = text.PriceE9;
        return frame;
    }

    public static byte[] Cancel(uint account, ulong oldId, ulong id, uint securityId = 1, Side side = Side.Buy)
    {
        byte[] frame = new byte[OrderCancelRequestEncoder.FrameLength];
        Check.That(OrderCancelRequestEncoder.TryWrap(frame, out OrderCancelRequestEncoder e) == SbeStatus.Ok);
        e.ClOrdID = id;
        e.OrigClOrdID = oldId;
        e.Account = account;
        e.SecurityID = securityId;
        e.SeqNum = 7;
        e.Side = side;
        return frame;
    }

    public static byte[] Report(ReportText text)
    {
        byte[] frame = new byte[ExecutionReportEncoder.FrameLength];
        Check.That(ExecutionReportEncoder.TryWrap(frame, out ExecutionReportEncoder e) == SbeStatus.Ok);
        e.ClOrdID = text.Id;
        e.Account = text.Account;
        e.SecurityID = text.SecurityId;
        e.Side = text.Side;
        e.ExecType = text.Type;
        e.OrdStatus = (OrdStatus)text.Type;
        e.LastPxMantissa = text.PriceE9;
        e.LastQtyMantissa = text.LastQuantityE8;
        e.LeavesQtyMantissa = text.LeavesQuantityE8;
        e.CumQtyMantissa = text.CumQuantityE8;
        e.CommissionMantissa = text.Commission;
        return frame;
    }

    public static byte[] Mark(uint securityId, long priceE9, PriceFlags flags = PriceFlags.None)
    {
        byte[] frame = new byte[MarkPriceEncoder.FrameLength];
        Check.That(MarkPriceEncoder.TryWrap(frame, out MarkPriceEncoder e) == SbeStatus.Ok);
        e.SecurityID = securityId;
        e.MarkPxMantissa = priceE9;
        e.PriceFlags = flags;
        return frame;
    }

    public static byte[] Collateral(uint account, CollateralAction action, long quantityE8, uint assetId = 1)
    {
        byte[] frame = new byte[CollateralUpdateEncoder.FrameLength];
        Check.That(CollateralUpdateEncoder.TryWrap(frame, out CollateralUpdateEncoder e) == SbeStatus.Ok);
        e.Account = account;
        e.AssetID = assetId;
        e.QuantityMantissa = quantityE8;
        e.CollAsgnTransType = action;
        return frame;
    }

    public static byte[] Admin(
        uint account, GroupAdminAction action, GroupKind kind = GroupKind.Cross, uint? group = null)
    {
        byte[] frame = new byte[GroupAdminEncoder.FrameLength];
        Check.That(GroupAdminEncoder.TryWrap(frame, out GroupAdminEncoder e) == SbeStatus.Ok);
        e.Account = account;
        e.GroupID = group ?? account;
        e.GroupAdminAction = action;
        e.GroupKind = kind;
        return frame;
    }

    public static byte[] Heartbeat(ulong token)
    {
        byte[] frame = new byte[HeartbeatEncoder.FrameLength];
        Check.That(HeartbeatEncoder.TryWrap(frame, out HeartbeatEncoder e) == SbeStatus.Ok);
        e.Token = token;
        return frame;
    }

    public static byte[] Definition(
        InstrumentConfig config, SecurityTradingStatus status = SecurityTradingStatus.ReadyToTrade)
    {
        byte[] frame = new byte[InstrumentDefinitionEncoder.FrameLength];
        Check.That(InstrumentDefinitionEncoder.TryWrap(frame, out InstrumentDefinitionEncoder e) == SbeStatus.Ok);
        e.SecurityID = config.SecurityId;
        e.MinPriceIncrementMantissa = config.TickE9;
        e.MinTradeVolMantissa = config.LotE8;
        e.ContractMultiplierMantissa = config.MultiplierE8;
        e.SecurityTradingStatus = status;
        return frame;
    }

    public static byte[] Status(uint securityId, SecurityTradingStatus status)
    {
        byte[] frame = new byte[SecurityStatusEncoder.FrameLength];
        Check.That(SecurityStatusEncoder.TryWrap(frame, out SecurityStatusEncoder e) == SbeStatus.Ok);
        e.SecurityID = securityId;
        e.SecurityTradingStatus = status;
        return frame;
    }
}
