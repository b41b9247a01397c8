using System;
using System.Collections.Generic;
using System.Threading;

namespace Appliance.Pipeline;

/// <summary>
/// Looks now and then whether a stage has been in one and the same turn for too long. Time is counted in looks, so that
/// a process that was stopped and goes on is not taken for one that stands still.
/// </summary>
internal sealed class StageWatch : IDisposable
{
    private const int LooksMax = 20;
    private readonly IReadOnlyList<StageThread> threads;
    private readonly Fence fence;
    private readonly int stallMs;
    private readonly long[] turns;
    private readonly int[] looks;
    private readonly ManualResetEventSlim end = new();
    private readonly Thread thread;

    public StageWatch(IReadOnlyList<StageThread> threads, Fence fence, int stallMs)
    {
        this.threads = threads;
        this.fence = fence;
        this.stallMs = stallMs;
        turns = new long[threads.Count];
        looks = new int[threads.Count];
        thread = new Thread(Run) { IsBackground = true, Name = "appliance-watch" };
    }

    public void Start() => thread.Start();

    public void Dispose()
    {
        end.Set();
        if ((thread.ThreadState & ThreadState.Unstarted) == 0)
        {
            thread.Join();
        }

        end.Dispose();
    }

    private void Run()
    {
        TimeSpan period = TimeSpan.FromMilliseconds(Math.Max(1, stallMs / LooksMax));
        while (!end.Wait(period))
        {
            for (int i = 0; i < threads.Count; i++)
            {
                Look(i);
            }
        }
    }

    private void Look(int i)
    {
        StageThread watched = threads[i];
        long now = watched.Turns;
        bool isSame = watched.IsWorking && now == turns[i];
        looks[i] = isSame ? looks[i] + 1 : 0;
        turns[i] = now;
        if (looks[i] == LooksMax)
        {
            fence.Raise(watched.Role, new TimeoutException($"one turn takes longer than {stallMs} ms"));
        }
    }
}
