namespace Appliance.Capture;

/// <summary>What <see cref="LineReader.Next"/> found.</summary>
internal enum LineStatus
{
    Line,

    /// <summary>A line over the limit was skipped whole.</summary>
    TooLong,

    End,

    /// <summary>The stream is damaged or cannot be read; <see cref="LineReader.Fault"/> says why.</summary>
    Failed,
}
