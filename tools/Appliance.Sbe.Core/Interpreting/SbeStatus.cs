namespace Appliance.Sbe.Interpreting;

/// <summary>
/// What decoding a frame came to: the names and numbers that emitted codecs use as well. The bytes of a frame are the
/// world's, so what is wrong with them is a value and never an exception.
/// </summary>
public enum SbeStatus
{
    Ok = 0,

    /// <summary>Fewer bytes than a message header.</summary>
    NeedMoreHeader = 1,

    /// <summary>The header announces a longer block than the frame holds.</summary>
    TruncatedBlock = 2,

    /// <summary>A block is shorter than the fields that its version has.</summary>
    BlockTooShort = 3,

    /// <summary>The dimension or the entries of a group run past the end of the frame.</summary>
    TruncatedGroup = 4,

    /// <summary>A group announces more entries than its schema allows, or far too many that take no bytes.</summary>
    GroupTooLarge = 5,

    /// <summary>Variable-length data runs past the end of the frame.</summary>
    TruncatedData = 6,

    /// <summary>The schema is known, the template is not.</summary>
    UnknownTemplate = 7,

    UnknownSchema = 8,
}
