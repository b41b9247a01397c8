using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Appliance.Core;

/// <summary>
/// Asserts what only our own code can break. Stays on in release builds; a failure stops the process, because a
/// margin decision made on broken state is worse than none.
/// </summary>
public static class Check
{
    /// <summary>Throws <see cref="CheckFailedException"/> when <paramref name="condition"/> is false.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void That(
        [DoesNotReturnIf(false)] bool condition,
        [CallerArgumentExpression(nameof(condition))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (!condition)
        {
            Fail(expression, file, line);
        }
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fail(string expression, string file, int line) =>
        throw new CheckFailedException($"check failed: {expression} ({System.IO.Path.GetFileName(file)}:{line})");
}

/// <summary>A broken invariant of ours. Only the process's last handler catches it, and exits with 70.</summary>
public sealed class CheckFailedException : Exception
{
    public CheckFailedException()
    {
    }

    public CheckFailedException(string message)
        : base(message)
    {
    }

    public CheckFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
