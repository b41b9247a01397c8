using System;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>Frames that decode and mean nothing: nobody they name is known, or what they say is out of range.</summary>
internal static class VoidFrames
{
    private static readonly long[] BadSizes = [0, -1, long.MinValue, long.MaxValue, 1];

    /// <param name="real">A frame of the stream, to be spoilt now and then.</param>
    public static byte[] Next(Prng random, byte[] real) => random.Next(6) switch
    {
        0 => Order(random),
        1 => Execution(random),
        2 => Money(random),
        3 => Control(random),
        4 => Market(random),
        _ => Spoil(random, real),
    };

    public static long Stamp(Prng random, long stampNs) => random.Next(4) switch
    {
        0 => stampNs,
        1 => long.MinValue,
        2 => long.MaxValue,
        _ => (long)(random.NextUInt64() >> 1),
    };

    private static byte[] Order(Prng random)
    {
        OrderText text = new() { Account = 3, Id = random.NextUInt64() >> 1, OldId = random.NextUInt64() };
        OrderText bad = random.Next(6) switch
        {
            0 => text with { Account = (uint)random.Between(12, uint.MaxValue) },
            1 => text with { SecurityId = (uint)random.Between(5, uint.MaxValue) },
            2 => text with { Side = (Side)random.Between(0, 48) },
            3 => text with { Type = (OrdType)random.Between(60, 255) },
            4 => text with { QuantityE8 = BadSizes[random.Next(BadSizes.Length)] },
            _ => text with { PriceE9 = BadSizes[random.Next(BadSizes.Length)] },
        };
        return random.Next(3) switch
        {
            0 => Frames.New(bad),
            1 => Frames.Replace(text with { Id = ulong.MaxValue }),
            _ => Frames.Cancel((uint)random.Next(1L << 32), random.NextUInt64(), random.NextUInt64()),
        };
    }

    private static byte[] Execution(Prng random)
    {
        ReportText text = new() { Account = (uint)random.Between(2, 11), Id = random.NextUInt64() };
        return Frames.Report(random.Next(7) switch
        {
            0 => text with { Account = (uint)random.Between(12, uint.MaxValue) },
            1 => text with { SecurityId = (uint)random.Between(5, uint.MaxValue) },
            2 => text with { LastQuantityE8 = BadSizes[random.Next(BadSizes.Length)] },
            3 => text with { PriceE9 = BadSizes[random.Next(BadSizes.Length)] },
            4 => text with { Commission = random.Chance(500_000) ? long.MaxValue : long.MinValue + 1 },
            5 => text with { Type = (ExecType)random.Between(71, 255) },
            _ => text with { Type = random.Chance(500_000) ? ExecType.Canceled : ExecType.Replaced },
        });
    }

    private static byte[] Money(Prng random)
    {
        uint account = (uint)random.Between(2, 11);
        return random.Next(5) switch
        {
            0 => Frames.Collateral((uint)random.Between(12, uint.MaxValue), CollateralAction.Deposit, 100),
            1 => Frames.Collateral(account, CollateralAction.Deposit, -random.Next(long.MaxValue)),
            2 => Frames.Collateral(account, CollateralAction.Deposit, 100, assetId: 2),
            3 => Frames.Collateral(account, CollateralAction.Adjustment, 100),
            _ => Frames.Collateral(account, (CollateralAction)random.Between(4, 255), long.MaxValue),
        };
    }

    private static byte[] Control(Prng random)
    {
        uint account = (uint)random.Between(2, 11);
        return random.Next(5) switch
        {
            0 => Frames.Admin((uint)random.Between(12, uint.MaxValue), (GroupAdminAction)random.Between(0, 255)),
            1 => Frames.Admin(account, (GroupAdminAction)random.Between(6, 255)),
            2 => Frames.Admin(account, GroupAdminAction.Block, GroupKind.Isolated),
            3 => Frames.Admin(account, GroupAdminAction.Block, group: account + 1),
            _ => Frames.Status((uint)random.Between(5, uint.MaxValue), SecurityTradingStatus.TradingHalt),
        };
    }

    private static byte[] Market(Prng random)
    {
        byte[] frame = new byte[TradeEncoder.FrameLength];
        Check.That(TradeEncoder.TryWrap(frame, out _) == SbeStatus.Ok);
        return random.Next(3) switch
        {
            0 => frame,
            1 => Frames.Mark((uint)random.Between(5, uint.MaxValue), 100_000_000_000),
            _ => Frames.Mark(1, BadSizes[random.Next(BadSizes.Length)]),
        };
    }

    // A real report with a price nobody can pay; any other frame makes room for a plain void one.
    private static byte[] Spoil(Prng random, byte[] real)
    {
        Check.That(MessageHeader.TryRead(real, out MessageHeader header) == SbeStatus.Ok);
        if (header.TemplateId != ExecutionReportDecoder.TemplateId)
        {
            return Execution(random);
        }

        const int LastPriceAt = 32;
        const int ExecTypeAt = 86;
        byte[] frame = (byte[])real.Clone();
        frame.AsSpan(MessageHeader.Size + LastPriceAt, sizeof(long)).Fill(0xFF);
        frame[MessageHeader.Size + ExecTypeAt] = (byte)ExecType.Trade;
        return frame;
    }
}
