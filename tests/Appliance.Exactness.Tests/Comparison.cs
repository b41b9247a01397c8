using System;
using Appliance.Core;
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
        ?? Differ("maintenance", expected.Maintenance, actual.Maintenance)
        ?? Differ("flags", expected.Flags, actual.Flags)
        ?? Differ("epoch", expected.Epoch, actual.Epoch)
        ?? Differ("amount", expected.Amount, actual.Amount);

    /// <summary>Scans whole, and from a later group on.</summary>
    public static string? Scans(IMarginDevice oracle, uint[] expected, IMarginDevice device, uint[] actual)
    {
        for (uint first = 0; first < expected.Length; first += 5)
        {
            int wanted = oracle.Scan(first, expected);
            int found = device.Scan(first, actual);
            if (!expected.AsSpan(0, wanted).SequenceEqual(actual.AsSpan(0, found)))
            {
                return $"scan from {first}: want {string.Join(' ', expected[..wanted])} "
                    + $"got {string.Join(' ', actual[..found])}";
            }
        }

        return null;
    }

    public static string? States(IMarginDevice oracle, IMarginDevice device, uint group)
    {
        Span<PositionReading> expected = new PositionReading[Limits.GroupInstrumentsMax];
        Span<PositionReading> actual = new PositionReading[Limits.GroupInstrumentsMax];
        expected = expected[..oracle.ReadPositions(group, expected)];
        actual = actual[..device.ReadPositions(group, actual)];
        if (!expected.SequenceEqual(actual))
        {
            return $"positions: want {string.Join(' ', expected.ToArray())} got {string.Join(' ', actual.ToArray())}";
        }

        for (int i = 0; i < 3; i++)
        {
            PositionReading wanted = oracle.ReadPosition(group, i), got = device.ReadPosition(group, i);
            if (wanted != got)
            {
                return $"position: want {wanted} got {got}";
            }
        }

        return Differ("total equity", oracle.TotalEquity(), device.TotalEquity()) ?? Hashes(oracle, device);
    }

    public static string? Hashes(IMarginDevice oracle, IMarginDevice device)
    {
        Span<byte> expected = stackalloc byte[32];
        Span<byte> actual = stackalloc byte[32];
        oracle.StateHash(expected);
        device.StateHash(actual);
        return expected.SequenceEqual(actual) ? null : "state hash (cash, reserves, positions or marks)";
    }

    private static string? Differ<T>(string what, T expected, T actual)
        where T : IEquatable<T> =>
        expected.Equals(actual) ? null : $"{what}: want {expected} got {actual}";

    private static string? Differ(string what, Enum expected, Enum actual) =>
        expected.Equals(actual) ? null : $"{what}: want {expected} got {actual}";
}
