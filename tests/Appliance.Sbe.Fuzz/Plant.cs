using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Emitting;

namespace Appliance.Sbe.Fuzz;

/// <summary>
/// A fault put into a copy of the emitted fast codecs by changing their text. A fuzzer that does not catch every one
/// of them would not catch a real one, and its pass is worth nothing.
/// </summary>
/// <param name="File">The end of the name of the file that is changed.</param>
internal sealed record Plant(string Name, string File, string Good, string Bad)
{
    private const string Bytes = "Fuzzed.SbeBytes.g.cs";
    private const string Little = "Fuzzed.SbeLittleEndian.g.cs";
    private const string Versions = "Unit0.Versions.g.cs";
    private const string Flat = "Unit0.Flat.g.cs";
    private const string Scalars = "Unit0.Scalars.g.cs";

    /// <summary>The most telling ones first: a short run takes only those.</summary>
    public static IReadOnlyList<Plant> All { get; } =
    [
        new("the entries of a group may end 8 bytes behind the frame", Flat,
            "if (bytes > unchecked((uint)(tail.Length - 4)))", "if (bytes > unchecked((uint)(tail.Length - 4)) + 8)"),
        new("a big-endian field is read as little-endian", "Unit1.Scalars.g.cs",
            "SbeBigEndian.Int64(ref wireBlock,", "SbeLittleEndian.Int64(ref wireBlock,"),
        new("text is copied to the heap", Bytes, "return end < 0 ? whole : whole[..end];",
            "return end < 0 ? whole : whole[..end].ToArray();"),
        new("entries may be shorter than their fields", Flat,
            "if (entryBytes < MinBlockLength(0) && count > 0)", "if (entryBytes + 4 < MinBlockLength(0) && count > 0)"),
        new("a block may end one byte behind the frame", Scalars,
            "if (body.Length < h.BlockLength)", "if (body.Length + 1 < h.BlockLength)"),
        new("data may end behind the frame", Little,
            "if (length > content.Length)", "if (length > content.Length + 1)"),
        new("a header may be a byte short", "Unit0.MessageHeader.g.cs",
            "if (frame.Length < Size)", "if (frame.Length < Size - 1)"),
        new("a dimension may be a byte short", Flat, "if (tail.Length < 4)", "if (tail.Length < 3)"),
        new("a new field is read from an old block", Versions,
            "if (actingVersion >= 7)", "if (actingVersion > 7)"),
        new("the walk takes an entry too many", Flat, "if (left == 0)", "if (left < 0)"),
        new("the bytes of a group are counted in 32 bits", Flat,
            "ulong bytes = unchecked((ulong)entryBytes * count);", "ulong bytes = unchecked(entryBytes * count);"),
        new("a field is read one byte off", Scalars, "UInt32(ref wireBlock, ", "UInt32(ref wireBlock, 1 + "),
        new("a count is checked after the entries are believed", "Unit0.Nested.g.cs",
            "if (count < 1 || count > 9)", "if (count > 9)"),
        new("a count above five throws", Flat,
            "ref SbeBytes.At(ref dimension, 6), entryBytes, count)",
            "ref SbeBytes.At(ref dimension, 6), entryBytes, checked((byte)(count + 250)))"),
    ];

    /// <summary>The files with the fault in them; false where emitted code no longer has the place for it.</summary>
    public bool TryPut(IReadOnlyList<EmitFile> files, out IReadOnlyList<EmitFile> planted)
    {
        EmitFile target = files.Single(f => f.HintName == File);
        string text = target.Text.Replace(Good, Bad, StringComparison.Ordinal);
        planted = [.. files.Where(f => f != target), new EmitFile(target.HintName, text)];
        return text != target.Text;
    }
}
