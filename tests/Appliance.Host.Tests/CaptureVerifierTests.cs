using System;
using System.IO;
using Appliance.Host.Running;
using Appliance.Transport;

namespace Appliance.Host.Tests;

public sealed class CaptureVerifierTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void A_whole_recording_passes_and_a_damaged_one_does_not()
    {
        Assert.True(CaptureWriter.TryCreate(file, out CaptureWriter? writer, out string error), error);
        using (writer)
        {
            Assert.True(writer.TryOffer(StreamIds.OrderEntry, 1, 2, [1, 2, 3, 4, 5, 6, 7, 8, 9]));
            Assert.True(writer.TryOffer(StreamIds.MarketData, 3, 4, [10, 11]));
        }

        CaptureReport whole = CaptureVerifier.Verify(file);
        Assert.Equal((true, 2L, new FileInfo(file).Length), (whole.IsWhole, whole.Frames, whole.Bytes));

        byte[] bytes = File.ReadAllBytes(file);
        bytes[CaptureFormat.HeaderBytes + CaptureFormat.RecordHeaderBytes] ^= 1;
        File.WriteAllBytes(file, bytes);
        CaptureReport damaged = CaptureVerifier.Verify(file);
        Assert.Equal((false, 0L), (damaged.IsWhole, damaged.Frames));
    }

    [Fact]
    public void An_empty_file_is_no_recording() => Assert.False(CaptureVerifier.Verify(file).IsWhole);

    [Fact]
    public void A_file_that_cannot_be_opened_is_bad_usage() =>
        Assert.Throws<UsageException>(() => CaptureVerifier.Verify(Path.Combine(file, "inside")));
}
