using System;
using System.Threading.Tasks;

namespace Disruptor.Processing;

/// <summary>A stage with a thread: waits for events, handles them, moves its sequence.</summary>
public interface IEventProcessor
{
    /// <summary>The last sequence that this stage has done with.</summary>
    Sequence Sequence { get; }

    /// <summary>
    /// True from <see cref="Start"/> until the run has ended, however it ends. A stage that should run and does not is
    /// dead: nothing behind it moves any more.
    /// </summary>
    bool IsRunning { get; }

    /// <summary>
    /// Starts a run. The task ends with it, with the exception that ended it if there was one. A run that follows a
    /// halted one begins when that has ended.
    /// </summary>
    /// <exception cref="InvalidOperationException">The processor is running and was not halted.</exception>
    Task Start(TaskScheduler taskScheduler);

    /// <summary>
    /// Asks the run to end after the batch it is in; returns at once. Before the first start it applies to the first
    /// run, which then calls OnStart and OnShutdown and handles nothing.
    /// </summary>
    void Halt();
}
