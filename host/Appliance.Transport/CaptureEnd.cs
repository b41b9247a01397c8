namespace Appliance.Transport;

/// <summary>How the reading of a capture ended, and where.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="ByteOffset">End of the last good frame: the file's when clean, else where the bad one begins.</param>
/// <param name="Fault">The system's own words when a read failed, else empty.</param>
public readonly record struct CaptureEnd(CaptureEndKind Kind, long ByteOffset, string Fault = "")
{
    /// <summary>One line for people.</summary>
    public override string ToString() => Kind switch
    {
        CaptureEndKind.Open => $"not at its end yet, at byte {ByteOffset}",
        CaptureEndKind.Clean => $"clean end at byte {ByteOffset}",
        CaptureEndKind.CutAt => $"cut inside the frame at byte {ByteOffset}",
        CaptureEndKind.CorruptAt => $"corrupt frame at byte {ByteOffset}",
        CaptureEndKind.BadHeader => "bad header: not a capture of version 1, or damaged",
        _ => $"read failed behind byte {ByteOffset}: {Fault}",
    };
}
