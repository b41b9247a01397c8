using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Disruptor;

namespace Appliance.Disruptor.Tests;

/// <summary>
/// A handler and an exception handler for events of all kinds that notes every call, and throws where it is told to.
/// </summary>
public sealed class Recorder : IEventHandler<Box>, IValueEventHandler<long>, IExceptionHandler<Box>,
    IValueExceptionHandler<long>
{
    private readonly List<string> _calls = [];
    private readonly Lock _gate = new();

    /// <inheritdoc cref="IEventHandler{T}.MaxBatchSize"/>
    public int? MaxBatchSize { get; set; }

    /// <summary>Given each call's note before it is kept; may throw.</summary>
    public Action<string>? Hook { get; set; }

    /// <summary>Whether the exception handler throws what it gets.</summary>
    public bool IsFatal { get; set; }

    /// <summary>All notes so far.</summary>
    public string[] Calls
    {
        get
        {
            lock (_gate) return [.. _calls];
        }
    }

    /// <summary>How many notes begin with the word.</summary>
    public int Count(string word) => Calls.Count(call => call.StartsWith(word, StringComparison.Ordinal));

    /// <summary>Waits for a note.</summary>
    public void Await(string call) => Bounded.Until(() => Calls.Contains(call), $"the call '{call}'");

    public void OnEvent(Box data, long sequence, bool endOfBatch) => OnEvent(data.Value, sequence, endOfBatch);

    public void OnEvent(ref long data, long sequence, bool endOfBatch) => OnEvent(data, sequence, endOfBatch);

    public void OnBatchStart(long batchSize) => Note($"batch {batchSize}");

    public void OnStart() => Note("start");

    public void OnShutdown() => Note("shutdown");

    public void OnTimeout(long sequence) => Note($"timeout {sequence}");

    public void HandleEventException(Exception ex, long sequence, Box evt) => Failed("event", ex, sequence, evt.Value);

    public void HandleEventException(Exception ex, long sequence, ref long evt) => Failed("event", ex, sequence, evt);

    public void HandleOnTimeoutException(Exception ex, long sequence) => Failed("timeout", ex, sequence, sequence);

    public void HandleOnStartException(Exception ex) => Failed("start", ex, 0, 0);

    public void HandleOnShutdownException(Exception ex) => Failed("shutdown", ex, 0, 0);

    private void OnEvent(long data, long sequence, bool endOfBatch)
    {
        Note($"event {sequence}{(endOfBatch ? " end" : "")}");
        if (data != StageRig.ValueOf(sequence)) Note($"wrong data {data} at {sequence}");
    }

    private void Failed(string what, Exception ex, long sequence, long data)
    {
        bool isRight = what != "event" || data == StageRig.ValueOf(sequence);
        Note($"failed {what} {sequence} {ex.Message}{(isRight ? "" : " with the wrong event")}");
        if (IsFatal) throw new InvalidOperationException("fatal", ex);
    }

    private void Note(string call)
    {
        lock (_gate) _calls.Add(call);
        Hook?.Invoke(call);
    }
}
