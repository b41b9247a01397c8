namespace Appliance.Transport;

/// <summary>How the reading of a capture ended.</summary>
public enum CaptureEndKind
{
    /// <summary>It has not: more frames may come.</summary>
    Open = 0,

    /// <summary>The file ends where a frame ends.</summary>
    Clean = 1,

    /// <summary>The file ends inside a frame, as after a crash or a full disk.</summary>
    CutAt = 2,

    /// <summary>A frame's length or checksum is wrong.</summary>
    CorruptAt = 3,

    /// <summary>Not a capture, or of a version this build does not read.</summary>
    BadHeader = 4,

    /// <summary>The operating system failed the read.</summary>
    ReadFailed = 5,
}
