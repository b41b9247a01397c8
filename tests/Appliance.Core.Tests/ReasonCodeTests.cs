using System;
using System.Linq;

namespace Appliance.Core.Tests;

/// <summary>A number names one reason, and its hundred names the module that refused.</summary>
public sealed class ReasonCodeTests
{
    // Kept apart from the enumeration on purpose: a new name is put under its module here as well.
    private static readonly (int Hundred, string Names)[] Modules =
    [
        (0, "None"),
        (1, "Malformed FieldOutOfRange"),
        (2, "UnknownAccount UnknownInstrument InstrumentHalted AccountBlocked DuplicateClOrdId UnknownOrder"),
        (2, "OrderCapacity QtyNotLotMultiple QtyOutOfBounds PriceNotTickMultiple PriceCollar MaxNotional"),
        (2, "PositionLimit OrderTypeNotSupported OrderNotWorking WrongSide DuplicateDefinition BadDefinition"),
        (2, "NotLoggedOn BadCredentials SequenceGap DuplicateRequest NotPermitted RateLimit TradingHalted"),
        (2, "OrderCountLimit SelfMatch CreditLimit DailyLossLimit GrossLimit NetLimit Overloaded"),
        (3, "Range StaleMark StaleEpoch InsufficientMargin ReduceOnly GroupInstrumentCapacity"),
        (3, "GroupBucketCapacity Saturated InsufficientCollateral UnknownAsset PoolCapacity"),
        (3, "UnknownGroup DuplicateGroup GroupNotEmpty WrongGroupKind SnapshotIncomplete SnapshotDigestMismatch"),
        (3, "SnapshotRefused InsufficientFund"),
        (4, "InLiquidation Defaulted"),
        (5, "DeviceStalled DeviceFault Undecided"),
    ];

    [Fact]
    public void Every_name_has_a_number_in_the_range_of_its_module()
    {
        var expected = Modules.SelectMany(m => m.Names.Split(' ').Select(name => (name, m.Hundred))).Order();
        var found = Enum.GetNames<ReasonCode>().Select(name => (name, (int)Enum.Parse<ReasonCode>(name) / 100)).Order();
        Assert.Equal(expected, found);
    }

    [Fact]
    public void No_number_has_two_names()
    {
        ReasonCode[] values = Enum.GetValues<ReasonCode>();
        Assert.Equal(values.Length, values.Distinct().Count());
        Assert.Equal(Enum.GetNames<ReasonCode>().Length, values.Length);
    }

    [Fact]
    public void Nothing_is_the_default() => Assert.Equal(ReasonCode.None, default);
}
