using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Transport.Tests;

public sealed class FrameQueueLayoutTests
{
    [Fact]
    public void Each_side_writes_its_own_128_bytes()
    {
        Assert.Equal(384, Unsafe.SizeOf<FrameQueuePositions>());
        Assert.Equal(128, OffsetOf(nameof(FrameQueuePositions.Produced)));
        Assert.Equal(136, OffsetOf(nameof(FrameQueuePositions.ConsumedSeen)));
        Assert.Equal(144, OffsetOf(nameof(FrameQueuePositions.Closed)));
        Assert.Equal(256, OffsetOf(nameof(FrameQueuePositions.Consumed)));
        Assert.Equal(264, OffsetOf(nameof(FrameQueuePositions.ProducedSeen)));
        Assert.Equal(272, OffsetOf(nameof(FrameQueuePositions.Next)));
    }

    private static int OffsetOf(string field) => (int)Marshal.OffsetOf<FrameQueuePositions>(field);
}
