using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>One enum, set or composite as it is emitted.</summary>
internal sealed class TypeEntry
{
    internal TypeEntry(SbeType type, SbeSchema schema)
    {
        Type = type;
        Schema = schema;
    }

    internal SbeType Type { get; }

    /// <summary>The schema that brought it first; it decides the byte order.</summary>
    internal SbeSchema Schema { get; }

    /// <summary>The C# type: of a composite its decoder.</summary>
    internal string Name { get; set; } = string.Empty;

    /// <summary>Of a composite; empty for an enum or a set.</summary>
    internal string EncoderName { get; set; } = string.Empty;
}
