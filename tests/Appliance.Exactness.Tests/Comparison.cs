using System;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>What two devices show, held against each other; null when it is the same.</summary>
internal static class Comparison
{
    public static string? Results(in DeviceResult expected, in DeviceResult actual) =>
        Differ("verdict", expected.Verdict, actual.Verdict)
        ?? Differ("reason", expected.Reason, actual.Reason)
        ?? Differ("requirement", expected.Requirement, actual.Requirement)
        ?? Differ("equity", expected.Equity, actual.Equity)
        ?? Differ("initial equity", expected.EquityInitial, actual.EquityInitial)
        ?? Differ("maintenance", expected.Maintenance, actual.Maintenance)
        ?? Differ("flags", expected.Flags, actual.Flags)
        ?? Differ("epoch", expected.Epoch, actual.Epoch)
        ?? Differ("amount", expected.Amount, actual.Amount);

    public static string? Hashes(IMarginDevice oracle, IMarginDevice device)
    {
        Span<byte> expected = stackalloc byte[32];
        Span<byte> actual = stackalloc byte[32];
        oracle.StateHash(expected);
        device.StateHash(actual);
        return expected.SequenceEqual(actual) ? null : "state hash (cash, reserves, positions or marks)";
    }

    public static string? Differ<T>(string what, T expected, T actual)
        where T : IEquatable<T> =>
        expected.Equals(actual) ? null : $"{what}: want {expected} got {actual}";

    private static string? Differ(string what, Enum expected, Enum actual) =>
        expected.Equals(actual) ? null : $"{what}: want {expected} got {actual}";
}
