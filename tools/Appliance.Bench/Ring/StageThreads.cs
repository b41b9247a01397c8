using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Disruptor.Processing;

namespace Appliance.Bench.Ring;

/// <summary>Starts processors, waits until each has begun, and in the end until each has ended.</summary>
internal sealed class StageThreads : IDisposable
{
    private readonly List<(IEventProcessor Processor, Task Run)> stages = [];

    public int[] Threads { get; private set; } = [];

    public void Start(IEnumerable<(IEventProcessor Processor, Func<int> Thread)> parts)
    {
        (IEventProcessor Processor, Func<int> Thread)[] all = [.. parts];
        foreach ((IEventProcessor processor, _) in all) stages.Add((processor, processor.Start()));
        if (OperatingSystem.IsLinux()) SpinWait.SpinUntil(() => all.All(part => part.Thread() != 0));
        Threads = [.. all.Select(part => part.Thread())];
    }

    public void Dispose()
    {
        foreach ((IEventProcessor processor, _) in stages) processor.Halt();
        Task.WaitAll([.. stages.Select(stage => stage.Run)]);
    }
}
