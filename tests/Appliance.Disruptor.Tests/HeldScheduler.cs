using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Appliance.Disruptor.Tests;

/// <summary>Keeps what it is given until it is released, then gives each task a thread.</summary>
internal sealed class HeldScheduler : TaskScheduler
{
    private readonly ConcurrentQueue<Task> _held = new();

    public void Release()
    {
        while (_held.TryDequeue(out Task? task))
        {
            Task taken = task;
            new Thread(() => TryExecuteTask(taken)) { IsBackground = true }.Start();
        }
    }

    protected override IEnumerable<Task> GetScheduledTasks() => _held;

    protected override void QueueTask(Task task) => _held.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
}
