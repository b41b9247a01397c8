using System.Threading;

namespace Disruptor.Processing;

/// <summary>One run of a processor, from Start to the end of its thread's work.</summary>
internal sealed class ProcessorRun
{
    // Acquire and release: what the run did before it ended is seen by whoever sees that it has.
    private volatile bool _hasEnded;
    private volatile bool _isHaltRequested;

    public bool HasEnded => _hasEnded;

    public bool IsHaltRequested => _isHaltRequested;

    public void RequestHalt() => _isHaltRequested = true;

    public void End() => _hasEnded = true;

    public void WaitForEnd()
    {
        SpinWait spin = default;
        while (!_hasEnded) spin.SpinOnce();
    }
}
