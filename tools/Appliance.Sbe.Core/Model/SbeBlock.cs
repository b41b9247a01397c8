using System.Collections.Generic;

namespace Appliance.Sbe.Model;

/// <summary>What a message and a group have in common: fixed fields, then groups, then variable-length data.</summary>
public abstract class SbeBlock
{
    public string Name { get; set; } = string.Empty;

    public int Id { get; set; }

    public string Description { get; set; } = string.Empty;

    public string SemanticType { get; set; } = string.Empty;

    public int SinceVersion { get; set; }

    public int? Deprecated { get; set; }

    /// <summary>Bytes of the block of fields as this version of the schema writes it, padding included.</summary>
    public int BlockLength { get; set; }

    public List<SbeField> Fields { get; } = new List<SbeField>();

    public List<SbeGroup> Groups { get; } = new List<SbeGroup>();

    public List<SbeData> Data { get; } = new List<SbeData>();

    public SourcePosition Position { get; set; }

    /// <summary>
    /// Bytes that a block of this acting version must have at least: the end of the last field that version knows.
    /// Not the same as the block length of that version, which nobody but its schema knows; and no field that is
    /// read for that version lies behind it.
    /// </summary>
    public int MinBlockLength(int actingVersion)
    {
        int end = 0;
        foreach (SbeField field in Fields)
        {
            if (field.SinceVersion <= actingVersion && field.Offset + field.EncodedLength > end)
            {
                end = field.Offset + field.EncodedLength;
            }
        }

        return end;
    }
}
