namespace Appliance.Sbe.Tool.Framing;

/// <summary>How messages are told apart in a run of bytes.</summary>
internal enum FramingKind
{
    /// <summary>All of it is one message.</summary>
    None,

    /// <summary>A 16-bit length before each message, little-endian.</summary>
    Length16Little,

    /// <summary>A 16-bit length before each message, big-endian.</summary>
    Length16Big,

    /// <summary>A 32-bit length before each message, little-endian.</summary>
    Length32Little,

    /// <summary>A 32-bit length before each message, big-endian.</summary>
    Length32Big,

    /// <summary>
    /// FIX Simple Open Framing Header: 32-bit big-endian length that counts the header, 16-bit encoding type.
    /// </summary>
    Sofh,

    /// <summary>
    /// CME MDP 3 packet: 32-bit sequence and 64-bit time, then a 16-bit little-endian size before each message, which
    /// counts itself.
    /// </summary>
    Mdp3,
}
