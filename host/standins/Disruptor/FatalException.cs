#pragma warning disable CA2201 // Users of the package catch this type, which holds the cause.
using System;

namespace Disruptor;

/// <summary>What the fatal handlers throw: where it happened, and the cause inside.</summary>
internal static class FatalException
{
    public static Exception OnEvent(Exception ex, long sequence) => New($"handling sequence {sequence}", ex);

    public static Exception OnTimeout(Exception ex, long sequence) => New($"a time-out after sequence {sequence}", ex);

    public static Exception OnStart(Exception ex) => New("the start", ex);

    public static Exception OnShutdown(Exception ex) => New("the shutdown", ex);

    private static ApplicationException New(string where, Exception ex)
    {
        ArgumentNullException.ThrowIfNull(ex);
        return new ApplicationException($"A stage ends: {where} threw {ex.GetType().Name}: {ex.Message}", ex);
    }
}
