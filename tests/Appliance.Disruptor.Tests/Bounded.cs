using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace Appliance.Disruptor.Tests;

/// <summary>
/// Waiting that ends: with what was waited for, or with a failure that names it. No test asserts on time.
/// </summary>
internal static class Bounded
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    /// <summary>Waits until the condition holds.</summary>
    public static void Until(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        SpinWait spin = default;
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Limit) throw Late(what);
            spin.SpinOnce();
        }
    }

    /// <summary>Waits for the end of a task, however it ends; its exception is not thrown but returned.</summary>
    public static Exception? End(Task task, string what)
    {
        if (((IAsyncResult)task).AsyncWaitHandle.WaitOne(Limit)) return task.Exception?.InnerException;
        throw Late(what);
    }

    /// <summary>Waits for an event to be set.</summary>
    public static void Set(ManualResetEventSlim signal, string what)
    {
        if (!signal.Wait(Limit)) throw Late(what);
    }

    private static TimeoutException Late(string what) =>
        new($"Not within {Limit.TotalSeconds} s: {what}. The test hangs.");
}
