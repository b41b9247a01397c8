namespace Appliance.Sbe.Tool.Packets;

/// <summary>What a packet of the link turned out to be.</summary>
internal enum DatagramKind
{
    Udp,

    /// <summary>One segment. Streams are not put together: a message over two segments is not found.</summary>
    Tcp,

    /// <summary>A part of an IP packet; parts are not put together.</summary>
    Fragment,

    /// <summary>Something else than UDP and TCP over IP.</summary>
    Other,

    /// <summary>A header is cut or makes no sense.</summary>
    Malformed,

    /// <summary>The capture kept less of the payload than was sent.</summary>
    Cut,

    /// <summary>A link layer that is not known here.</summary>
    UnknownLink,
}
