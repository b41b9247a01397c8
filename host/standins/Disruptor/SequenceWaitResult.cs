using System;

namespace Disruptor;

/// <summary>
/// What a wait ended with: the highest available sequence, or a time-out.
/// </summary>
/// <remarks>
/// The time-out is a value that no sequence has, below all of them. So "available below what was asked" covers it
/// and a loop needs one compare.
/// </remarks>
public readonly struct SequenceWaitResult : IEquatable<SequenceWaitResult>
{
    private const long TimeoutValue = long.MinValue;

    private readonly long _value;

    public SequenceWaitResult(long availableSequence)
    {
        _value = availableSequence;
    }

    /// <summary>The strategy gave up waiting; nothing is wrong, ask again.</summary>
    public static SequenceWaitResult Timeout => new(TimeoutValue);

    /// <summary>Whether this is a time-out.</summary>
    public bool IsTimeout => _value == TimeoutValue;

    /// <summary>The available sequence; without meaning when <see cref="IsTimeout"/>.</summary>
    public long UnsafeAvailableSequence => _value;

    public static implicit operator SequenceWaitResult(long availableSequence) => new(availableSequence);

    public static SequenceWaitResult FromInt64(long availableSequence) => new(availableSequence);

    public static bool operator ==(SequenceWaitResult left, SequenceWaitResult right) => left.Equals(right);

    public static bool operator !=(SequenceWaitResult left, SequenceWaitResult right) => !left.Equals(right);

    public bool Equals(SequenceWaitResult other) => _value == other._value;

    public override bool Equals(object? obj) => obj is SequenceWaitResult other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode();

    public override string ToString() =>
        IsTimeout ? "Timeout" : _value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
