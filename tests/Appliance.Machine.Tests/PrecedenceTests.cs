using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>
/// An order that breaks two rules is refused for the one that stands first in the rules of the order check.
/// </summary>
public sealed class PrecedenceTests
{
    private const uint Broke = 3;

    // In the order of host/MARGIN.md section 7.
    private static readonly ReasonCode[] Order =
    [
        ReasonCode.UnknownAccount, ReasonCode.AccountBlocked, ReasonCode.UnknownInstrument, ReasonCode.InstrumentHalted,
        ReasonCode.FieldOutOfRange, ReasonCode.OrderTypeNotSupported, ReasonCode.DuplicateClOrdId,
        ReasonCode.OrderCapacity, ReasonCode.QtyNotLotMultiple, ReasonCode.QtyOutOfBounds,
        ReasonCode.PriceNotTickMultiple, ReasonCode.PriceCollar, ReasonCode.MaxNotional, ReasonCode.PositionLimit,
        ReasonCode.StaleMark,
        ReasonCode.InLiquidation, ReasonCode.GroupInstrumentCapacity, ReasonCode.InsufficientMargin,
    ];

    public static TheoryData<ReasonCode> Reasons => [.. Order];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void First_failure_wins(ReasonCode first)
    {
        Assert.Equal(first, Refusal(first, first));
        foreach (ReasonCode second in Order.AsSpan(Array.IndexOf(Order, first) + 1))
        {
            if (!IsImpossible(first, second))
            {
                Assert.True(first == Refusal(first, second), $"{first} and {second}: {Refusal(first, second)}");
            }
        }
    }

    [Fact]
    public void A_bad_field_is_found_where_its_check_stands()
    {
        using MachineRig rig = MachineRig.Ready();
        Assert.Equal(ReasonCode.None, rig.Refusal(new OrderText()));
        OrderText bad = new() { Type = (OrdType)'9' };
        Assert.Equal(ReasonCode.FieldOutOfRange, rig.Refusal(bad with { Side = 0 }));
        Assert.Equal(ReasonCode.FieldOutOfRange, rig.Refusal(bad with { TimeInForce = 0 }));
        Assert.Equal(ReasonCode.OrderTypeNotSupported, rig.Refusal(bad with { Id = ulong.MaxValue }));
        Assert.Equal(ReasonCode.DuplicateClOrdId, rig.Refusal(new OrderText { QuantityE8 = 0 }));
        Assert.Equal(ReasonCode.FieldOutOfRange, rig.Refusal(new OrderText { Id = 2, QuantityE8 = -1, PriceE9 = 1 }));
        Assert.Equal(ReasonCode.QtyNotLotMultiple, rig.Refusal(new OrderText { Id = 2, QuantityE8 = 1, PriceE9 = 0 }));
        Assert.Equal(ReasonCode.FieldOutOfRange, rig.Refusal(new OrderText { Id = 2, PriceE9 = -1 }));
    }

    // A halted instrument is a known one; an account that does not exist holds nothing.
    private static bool IsImpossible(ReasonCode first, ReasonCode second)
    {
        bool isUnknown = first == ReasonCode.UnknownAccount
            && second is ReasonCode.AccountBlocked or ReasonCode.DuplicateClOrdId or ReasonCode.InLiquidation;
        return isUnknown || (first == ReasonCode.UnknownInstrument && second == ReasonCode.InstrumentHalted);
    }

    private static ReasonCode Refusal(ReasonCode a, ReasonCode b)
    {
        HashSet<ReasonCode> faults = [a, b];
        using MachineRig rig = MachineRig.Ready(
            new RigOptions
            {
                Orders = 2,
                Instruments = 3,
                Underlyings = 1,
                GroupInstruments = 1,
                Instrument = config => config with
                {
                    LotsMax = 40,
                    NotionalMaxMicro = 2_000_000_000,
                    PositionMaxLots = 10,
                },
            },
            deposit: 0);
        Prepare(rig, faults);
        return rig.Refusal(Spoil(faults));
    }

    private static void Prepare(MachineRig rig, HashSet<ReasonCode> faults)
    {
        bool isBroke = faults.Contains(ReasonCode.InsufficientMargin);
        rig.Deposit(Broke, 100_000_000);
        if (faults.Contains(ReasonCode.DuplicateClOrdId))
        {
            rig.Refusal(new OrderText { Account = Broke, SecurityId = 1 });
        }

        if (faults.Contains(ReasonCode.GroupInstrumentCapacity) || faults.Contains(ReasonCode.InLiquidation))
        {
            rig.Give(Broke, 1);
        }

        if (faults.Contains(ReasonCode.OrderCapacity))
        {
            rig.Deposit(5, 1_000_000_000);
            rig.Refusal(new OrderText { Account = 5, Id = 5 });
            rig.Refusal(new OrderText { Account = 5, Id = 6 });
        }

        if (faults.Contains(ReasonCode.InLiquidation))
        {
            rig.Trade(7, Broke, 1, 100_000_000);
            rig.Give(Broke, 1, 179_000_000);
        }

        if (!isBroke && !faults.Contains(ReasonCode.InLiquidation))
        {
            rig.Deposit(Broke, 10_000_000_000);
        }

        if (faults.Contains(ReasonCode.InstrumentHalted))
        {
            rig.Apply(Frames.Status(2, SecurityTradingStatus.TradingHalt));
        }

        if (faults.Contains(ReasonCode.StaleMark))
        {
            rig.NowNs += 61_000_000_000;
        }

        if (faults.Contains(ReasonCode.AccountBlocked))
        {
            rig.Apply(Frames.Admin(Broke, GroupAdminAction.Block));
        }
    }

    private static OrderText Spoil(HashSet<ReasonCode> faults)
    {
        bool isOther = faults.Contains(ReasonCode.GroupInstrumentCapacity)
            || faults.Contains(ReasonCode.InstrumentHalted);
        long lots = faults.Contains(ReasonCode.QtyOutOfBounds) ? 41
            : faults.Contains(ReasonCode.MaxNotional) ? 21
            : faults.Contains(ReasonCode.PositionLimit) ? 14
            : 4;
        long priceMicro = faults.Contains(ReasonCode.PriceCollar) ? 151_000_000 : 100_000_000;
        return new OrderText
        {
            Account = faults.Contains(ReasonCode.UnknownAccount) ? 99 : Broke,
            SecurityId = faults.Contains(ReasonCode.UnknownInstrument) ? 99u : isOther ? 2u : 1u,
            Side = faults.Contains(ReasonCode.FieldOutOfRange) ? 0 : Side.Buy,
            Type = faults.Contains(ReasonCode.OrderTypeNotSupported) ? (OrdType)'9' : OrdType.Limit,
            QuantityE8 = (lots * Frames.LotE8) + (faults.Contains(ReasonCode.QtyNotLotMultiple) ? 1 : 0),
            PriceE9 = (priceMicro * Frames.E9PerMicro) + (faults.Contains(ReasonCode.PriceNotTickMultiple) ? 1 : 0),
        };
    }
}
