namespace Appliance.Sbe.Reading;

/// <summary>
/// What a schema may cost. Real schemas stay far below; hostile ones stop here instead of eating the build.
/// </summary>
public static class SbeLimits
{
    public const int FileBytesMax = 16 * 1024 * 1024;

    /// <summary>Elements inside elements in one file.</summary>
    public const int DepthMax = 32;

    /// <summary>Elements of one file.</summary>
    public const int ElementsMax = 300_000;

    public const int IncludeDepthMax = 16;

    public const int IncludesMax = 256;

    /// <summary>Composites inside composites, by nesting and by reference.</summary>
    public const int TypeDepthMax = 32;

    /// <summary>Members of a composite with those of all composites in it: references could multiply them.</summary>
    public const int MembersMax = 10_000;

    /// <summary>Elements of one array.</summary>
    public const int ArrayLengthMax = 1 << 20;

    /// <summary>Bytes of a composite or block, offsets included.</summary>
    public const int BlockBytesMax = 1 << 24;

    /// <summary>Findings kept of one reading; the first error beyond them still stops the generation.</summary>
    public const int FindingsMax = 1000;

    /// <summary>
    /// Bytes of a UDP payload that an Ethernet packet carries whole: 1500 less 20 of IP and 8 of UDP.
    /// </summary>
    public const int PacketBytesMax = 1472;
}
