using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace Appliance.EndToEnd.Tests;

/// <summary>An appliance as a process that runs while the test looks at it from outside.</summary>
internal sealed class LiveRun : IDisposable
{
    private const int SecondsMax = 120;

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    private LiveRun(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public int Id => process.Id;

    public static LiveRun Start(IReadOnlyDictionary<string, string> variables, params string[] args)
    {
        ProcessStartInfo start = ProcessRun.StartOf("Appliance.Host", "appliance", args);
        foreach (KeyValuePair<string, string> variable in variables)
        {
            start.Environment[variable.Key] = variable.Value;
        }

        return new LiveRun(Process.Start(start)!);
    }

    /// <summary>Asks again and again until the answer is there; fails when the process ends before.</summary>
    public T Until<T>(Func<T?> ask)
        where T : class
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(SecondsMax))
        {
            if (ask() is { } answer)
            {
                return answer;
            }

            Assert.False(process.HasExited, "the run ended before it was seen at work");
            Thread.Sleep(20);
        }

        Assert.Fail($"not seen after {SecondsMax} s");
        return null!;
    }

    /// <summary>As a crash ends it: nothing of its own runs any more.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>As an operator or a service manager ends it.</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {process.Id}"]);
        kill.WaitForExit();
        process.WaitForExit();
    }

    public (int Code, string Output, string Error) End()
    {
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(SecondsMax)), $"not done after {SecondsMax} s");
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }
}
