using System;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.EndToEnd.Tests;

/// <summary>
/// Frames that must leave no trace in the state: bytes that do not decode, each with the status it must be counted
/// under, and well-formed frames whose fields name nothing or hold what no venue sends.
/// </summary>
internal sealed class BadFrames(Prng prng, int accounts)
{
    private const uint KnownAccount = 30;
    private const uint KnownInstrument = 1;

    /// <summary>Every decodable kind.</summary>
    public static int Kinds { get; } = 9;

    /// <summary>A frame that does not decode, and why.</summary>
    public (byte[] Bytes, SbeStatus Status) Undecodable(ReadOnlySpan<byte> good)
    {
        switch (prng.Next(6))
        {
            case 0:
                return (good[..(int)prng.Next(MessageHeader.Size)].ToArray(), SbeStatus.NeedMoreHeader);
            case 1:
                int kept = (int)prng.Between(MessageHeader.Size, good.Length - 1);
                return (good[..kept].ToArray(), SbeStatus.TruncatedBlock);
            case 2:
                return (Headed(good, 0, (ushort)prng.Next(8)), SbeStatus.BlockTooShort);
            case 3:
                // What the appliance itself sends is no input either.
                ushort[] templates = [0, 9, RiskVerdictDecoder.TemplateId, StateReportDecoder.TemplateId, 63, 65535];
                return (Headed(good, 2, templates[(int)prng.Next(templates.Length)]), SbeStatus.UnknownTemplate);
            case 4:
                return (Garbage(), SbeStatus.UnknownSchema);
            default:
                byte[] tooLong = new byte[(int)prng.Between(Limits.FrameBytesMax + 1, 4096)];
                good.CopyTo(tooLong);
                return (tooLong, SbeStatus.FrameTooLong);
        }
    }

    /// <summary>A frame that decodes and must be ignored or refused.</summary>
    public byte[] Nonsense(int kind)
    {
        byte[] frame = new byte[Limits.FrameBytesMax];
        int length = kind switch
        {
            0 => Order(frame),
            1 => Replace(frame),
            2 => Cancel(frame),
            3 => Report(frame),
            4 => Mark(frame),
            5 => Collateral(frame),
            6 => Admin(frame),
            7 => Definition(frame),
            _ => Status(frame),
        };
        return frame[..length];
    }

    private int Order(byte[] frame)
    {
        Assert.Equal(SbeStatus.Ok, NewOrderSingleEncoder.TryWrap(frame, out NewOrderSingleEncoder order));
        order.ClOrdID = 77_000_000_000;
        order.Account = KnownAccount;
        order.SecurityID = KnownInstrument;
        order.Side = Side.Buy;
        order.OrdType = OrdType.Limit;
        order.TimeInForce = TimeInForce.Day;
        order.OrderQtyMantissa = 100_000;
        order.PriceMantissa = 40_000_000_000_000;
        switch (prng.Next(8))
        {
            case 0: order.Account = UnknownAccount(); break;
            case 1: order.SecurityID = UnknownInstrument(); break;
            case 2: order.Side = (Side)(byte)prng.Between(3, 40); break;
            case 3: order.OrdType = (OrdType)(byte)prng.Between(60, 255); break;
            case 4: order.TimeInForce = (TimeInForce)(byte)prng.Between(60, 255); break;
            case 5: order.OrderQtyMantissa = Absurd(); break;
            case 6: order.PriceMantissa = Absurd(); break;
            default: order.ClOrdID = (1UL << 63) + 5; break;
        }

        return NewOrderSingleEncoder.FrameLength;
    }

    private int Replace(byte[] frame)
    {
        Assert.Equal(SbeStatus.Ok, OrderCancelReplaceRequestEncoder.TryWrap(frame, out var replace));
        replace.ClOrdID = 77_000_000_001;
        replace.OrigClOrdID = 78_000_000_000;
        replace.Account = prng.Chance(500_000) ? KnownAccount : UnknownAccount();
        replace.SecurityID = prng.Chance(500_000) ? KnownInstrument : UnknownInstrument();
        replace.Side = (Side)(byte)prng.Between(48, 52);
        replace.OrdType = OrdType.Limit;
        replace.OrderQtyMantissa = Absurd();
        replace.PriceMantissa = Absurd();
        return OrderCancelReplaceRequestEncoder.FrameLength;
    }

    private int Cancel(byte[] frame)
    {
        Assert.Equal(SbeStatus.Ok, OrderCancelRequestEncoder.TryWrap(frame, out OrderCancelRequestEncoder cancel));
        cancel.ClOrdID = 77_000_000_002;
        cancel.OrigClOrdID = prng.NextUInt64();
        cancel.Account = prng.Chance(500_000) ? KnownAccount : UnknownAccount();
        cancel.SecurityID = UnknownInstrument();
        return OrderCancelRequestEncoder.FrameLength;
    }

    private int Report(byte[] frame)
    {
        Assert.Equal(SbeStatus.Ok, ExecutionReportEncoder.TryWrap(frame, out ExecutionReportEncoder report));
        report.ClOrdID = 78_000_000_000;
        report.Account = KnownAccount;
        report.SecurityID = KnownInstrument;
        report.Side = Side.Sell;
        report.ExecType = ExecType.Trade;
        report.LastQtyMantissa = 100_000;
        report.LastPxMantissa = 40_000_000_000_000;
        report.LeavesQtyMantissa = Absurd();
        switch (prng.Next(9))
        {
            case 0: report.Account = UnknownAccount(); break;
            case 1: report.SecurityID = UnknownInstrument(); break;
            case 2: report.Side = (Side)(byte)prng.Between(51, 255); break;
            case 3: report.LastQtyMantissa = Absurd(); break;
            case 4: report.LastPxMantissa = NotPositive(); break;
            case 5: report.CommissionMantissa = prng.Chance(500_000) ? long.MaxValue : long.MinValue + 1; break;
            case 6: report.ExecType = ExecType.Canceled; break;
            case 7: report.ExecType = ExecType.Replaced; break;
            default: report.ExecType = (ExecType)(byte)prng.Between(80, 255); break;
        }

        return ExecutionReportEncoder.FrameLength;
    }

    private int Mark(byte[] frame)
    {
        Assert.Equal(SbeStatus.Ok, MarkPriceEncoder.TryWrap(frame, out MarkPriceEncoder mark));
        bool isKnown = prng.Chance(500_000);
        mark.SecurityID = isKnown ? KnownInstrument : UnknownInstrument();
        mark.MarkPxMantissa = isKnown ? NotPositive() : 40_000_000_000_000;
        mark.PriceFlags = (PriceFlags)255;
        return MarkPriceEncoder.FrameLength;
    }

    private int Collateral(byte[] frame)
    {
        Assert.Equal(SbeStatus.Ok, CollateralUpdateEncoder.TryWrap(frame, out CollateralUpdateEncoder update));
        update.Account = KnownAccount;
        update.AssetID = 1;
        update.QuantityMantissa = 100_000_000_000;
        update.CollAsgnTransType = CollateralAction.Deposit;
        switch (prng.Next(5))
        {
            case 0: update.Account = UnknownAccount(); break;
            case 1: update.AssetID = (uint)prng.Between(2, uint.MaxValue); break;
            case 2: update.QuantityMantissa = -prng.Next(long.MaxValue); break;
            case 3: update.CollAsgnTransType = (CollateralAction)(byte)prng.Between(4, 255); break;
            default: update.CollAsgnTransType = CollateralAction.Adjustment; break;
        }

        return CollateralUpdateEncoder.FrameLength;
    }

    private int Admin(byte[] frame)
    {
        Assert.Equal(SbeStatus.Ok, GroupAdminEncoder.TryWrap(frame, out GroupAdminEncoder admin));
        admin.Account = KnownAccount;
        admin.GroupID = KnownAccount;
        admin.GroupAdminAction = GroupAdminAction.Block;
        switch (prng.Next(4))
        {
            case 0: admin.Account = admin.GroupID = UnknownAccount(); break;
            case 1: admin.GroupID = KnownAccount + 1; break;
            case 2: admin.GroupKind = (GroupKind)(byte)prng.Between(200, 255); break;
            default: admin.GroupAdminAction = (GroupAdminAction)(byte)prng.Between(6, 255); break;
        }

        return GroupAdminEncoder.FrameLength;
    }

    private int Definition(byte[] frame)
    {
        Assert.Equal(SbeStatus.Ok, InstrumentDefinitionEncoder.TryWrap(frame, out InstrumentDefinitionEncoder made));
        made.SecurityID = prng.Chance(500_000) ? KnownInstrument : UnknownInstrument();
        made.MinPriceIncrementMantissa = Absurd();
        made.MinTradeVolMantissa = Absurd();
        made.SecurityTradingStatus = SecurityTradingStatus.TradingHalt;
        return InstrumentDefinitionEncoder.FrameLength;
    }

    private int Status(byte[] frame)
    {
        Assert.Equal(SbeStatus.Ok, SecurityStatusEncoder.TryWrap(frame, out SecurityStatusEncoder status));
        status.SecurityID = UnknownInstrument();
        status.SecurityTradingStatus = SecurityTradingStatus.TradingHalt;
        return SecurityStatusEncoder.FrameLength;
    }

    private uint UnknownAccount() => (uint)prng.Between(accounts, uint.MaxValue);

    private uint UnknownInstrument() => prng.Chance(200_000) ? 0 : (uint)prng.Between(1000, uint.MaxValue);

    // Nothing that a tick or lot divides comes out of range by accident only.
    private long Absurd() => prng.Next(5) switch
    {
        0 => 0,
        1 => -prng.Next(long.MaxValue),
        2 => long.MaxValue,
        3 => long.MinValue,
        _ => long.MaxValue - (long.MaxValue % 100_000_000_000_000),
    };

    // Of a small lot even the largest price is a legal contract value.
    private long NotPositive() => prng.Chance(500_000) ? 0 : -prng.Next(long.MaxValue);

    private byte[] Garbage()
    {
        byte[] bytes = new byte[(int)prng.Between(MessageHeader.Size, 400)];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)prng.Next(256);
        }

        // Whatever the dice say, it is not one of our schemas.
        bytes[5] = (byte)prng.Between(128, 255);
        return bytes;
    }

    private static byte[] Headed(ReadOnlySpan<byte> good, int offset, ushort value)
    {
        byte[] bytes = good.ToArray();
        bytes[offset] = (byte)(value & 0xFF);
        bytes[offset + 1] = (byte)(value >> 8);
        return bytes;
    }
}
