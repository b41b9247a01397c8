using Appliance.Sim.Device;
using Xunit.Abstractions;

namespace Appliance.Exactness.Tests;

/// <summary>The device gives the oracle's bits for every command of every stream.</summary>
public class StreamTests(ITestOutputHelper output)
{
    private static readonly string[] Wanted =
    [
        "None Undecided", "OpenGroup Accept", "CloseGroup Accept",
        "CloseGroup Range", "CloseGroup UnknownAccount", "MoveCash Accept", "MoveCash Range",
        "MoveCash InsufficientCollateral", "MoveCash UnknownAccount", "CheckOrder Accept",
        "CheckOrder AcceptReduceOnly", "CheckOrder UnknownAccount", "CheckOrder UnknownInstrument", "CheckOrder Range",
        "CheckOrder GroupInstrumentCapacity", "CheckOrder GroupBucketCapacity", "CheckOrder ReduceOnly",
        "CheckOrder Saturated", "CheckOrder InsufficientMargin", "ReserveOrder Accept", "ReserveOrder Range",
        "ReleaseOrder Accept", "ReplaceOrder Accept", "ReplaceOrder AcceptReduceOnly", "ReplaceOrder Range",
        "ReplaceOrder ReduceOnly", "ReplaceOrder Saturated", "ReplaceOrder InsufficientMargin", "Fill Accept",
        "Fill Range", "Trade Accept", "Trade Range", "Trade GroupBucketCapacity", "Trade UnknownAccount",
        "SetMark Accept", "SetMark Range", "SetMark UnknownInstrument", "Switch Accept", "EvaluateClose Accept",
        "EvaluateClose Range", "EvaluateClose UnknownAccount", "SizeLiquidation Accept", "SizeLiquidation Range",
        "ReadGroup Accept", "ReadGroup UnknownAccount", "Watch Accept", "order needs all there is",
        "order needs one micro more", "partial close cures", "partial close does not cure",
        "gabs is the largest there is", "gabs is the largest narrow one", "group out of range", "narrow to wide",
        "wide to narrow", "rebuilt",
    ];

    [Theory]
    [MemberData(nameof(Widths.Forced), MemberType = typeof(Widths))]
    public void Device_and_oracle_agree_on_every_command(VectorWidth width)
    {
        // Every width meets the same streams, so that they agree with each other too.
        int count = Streams.PerProfile * Shape.Profiles.Length;
        Coverage coverage = new();
        string? report = Streams.Run(
            Streams.FirstSeed, count, (capacity, snapshot) => new SimDevice(capacity, snapshot, width), coverage);
        Assert.True(report is null, report);
        output.WriteLine(coverage.Text);
        Assert.True(coverage["rebuilt"] > 10 * coverage["not rebuilt"]);

        // With fewer streams than make test runs, rare answers need not come up.
        Assert.Empty(count < 400 ? [] : coverage.Missing(Wanted));
    }
}
