using Appliance.Core;
using Appliance.Transport;

namespace Appliance.Bench.Orders;

/// <summary>
/// Hands out a chunk's frames when they are meant to be sent, whatever the appliance is doing: open loop. A frame
/// whose time is 0 goes at once and is not timed.
/// </summary>
internal sealed class PlannedSource(OrderFlow flow, IClock clock) : IFrameSource
{
    private long[] intendedNs = [];
    private int next;
    private long seenNs;
    private volatile bool isOpen;

    /// <summary>Never: another chunk may follow.</summary>
    public bool IsDrained => false;

    /// <summary>Every frame of the chunk is handed out; until the next plan nobody looks at the flow.</summary>
    public bool IsChunkOut => !isOpen;

    /// <summary>
    /// The first <paramref name="untimed"/> frames at once, the others from then on: <paramref name="burst"/> frames
    /// together every burst * interval. An interval of 0 sends everything at once.
    /// </summary>
    public void Plan(int untimed, long intervalPs, int burst)
    {
        next = 0;
        startsAt = untimed;
        this.intervalPs = intervalPs;
        if (intendedNs.Length < flow.Count)
        {
            intendedNs = new long[flow.Count];
        }

        for (int i = 0; i < flow.Count; i++)
        {
            long turn = (i - untimed) / burst * burst;
            intendedNs[i] = i < untimed || intervalPs == 0 ? 0 : turn * intervalPs / 1000;
        }

        // Last: another thread may take frames from here on.
        isOpen = flow.Count > 0;
    }

    private int startsAt;
    private long intervalPs;
    private long startNs;

    public bool TryReceive(out Frame frame)
    {
        if (!isOpen)
        {
            frame = default;
            return false;
        }

        long due = 0;
        if (intervalPs != 0 && next >= startsAt)
        {
            if (next == startsAt)
            {
                startNs = startNs != 0 ? startNs : clock.MonotonicNs;
            }

            due = startNs + intendedNs[next];
            if (due > seenNs)
            {
                seenNs = clock.MonotonicNs;
                if (due > seenNs)
                {
                    frame = default;
                    return false;
                }
            }
        }

        frame = new Frame(flow.Frame(next), flow.Stream(next), 0, due);
        next++;
        if (next == flow.Count)
        {
            startNs = 0;
            isOpen = false;
        }

        return true;
    }
}
