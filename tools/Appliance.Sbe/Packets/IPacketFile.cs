using System.Diagnostics.CodeAnalysis;

namespace Appliance.Sbe.Tool.Packets;

/// <summary>Packets of one capture file, front to back.</summary>
internal interface IPacketFile
{
    /// <summary>Why reading ended before the end of the file, in one line; empty while all is well.</summary>
    string Fault { get; }

    /// <summary>False at the end, or at the first thing that makes no sense: see <see cref="Fault"/>.</summary>
    bool TryRead([NotNullWhen(true)] out LinkPacket? packet);
}
