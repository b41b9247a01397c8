using System.Collections.Generic;

namespace Appliance.Sbe.Model;

/// <summary>Types side by side in one block of bytes. Null where its first member that takes bytes is null.</summary>
public sealed class SbeComposite : SbeType
{
    private int encodedLength;

    public List<SbeMember> Members { get; } = new List<SbeMember>();

    public override int EncodedLength => encodedLength;

    /// <summary>Set once by the reader, after every member has its offset.</summary>
    public void SetEncodedLength(int bytes) => encodedLength = bytes;
}
