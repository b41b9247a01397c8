namespace Appliance.Wire;

/// <summary>
/// What reading or opening a frame came to. The bytes of a frame are the world's: what is wrong with them is one of
/// these values, never an exception. Values are appended, never renumbered: counters are kept by value.
/// </summary>
public enum SbeStatus : byte
{
    Ok = 0,

    /// <summary>Fewer bytes than a message header.</summary>
    NeedMoreHeader = 1,

    /// <summary>The header announces a longer block than the frame holds.</summary>
    TruncatedBlock = 2,

    /// <summary>The block is shorter than the fields that its version has.</summary>
    BlockTooShort = 3,

    /// <summary>The dimension or the entries of a group run past the end of the frame.</summary>
    TruncatedGroup = 4,

    /// <summary>A group announces more entries than its schema allows.</summary>
    GroupTooLarge = 5,

    /// <summary>Variable-length data runs past the end of the frame.</summary>
    TruncatedData = 6,

    /// <summary>The schema is known, the template is not, or it is none that comes in here.</summary>
    UnknownTemplate = 7,

    UnknownSchema = 8,

    /// <summary>The frame is longer than any frame of its template may be.</summary>
    FrameTooLong = 9,
}
