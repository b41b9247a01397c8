namespace Appliance.Sbe.Model;

/// <summary>A primitive, an array of one, or a constant.</summary>
public sealed class SbeEncodedType : SbeType
{
    public SbePrimitive Primitive { get; set; }

    public SbePresence Presence { get; set; }

    /// <summary>
    /// Elements; 1 is a scalar unless <see cref="IsArray"/>. 0 only for the data of a variable-length field. For a
    /// constant char text it is the length of the text.
    /// </summary>
    public int Length { get; set; } = 1;

    /// <summary>
    /// True where there is more than one element, and for a char that says length="1", which is a text of one. The
    /// standard has arrays of char, int8 and uint8; schemas in use have arrays of any integer, which are read too.
    /// </summary>
    public bool IsArray { get; set; }

    /// <summary>The least and greatest valid value and null: what the schema says or the standard's default.</summary>
    public SbeValue Min { get; set; }

    public SbeValue Max { get; set; }

    public SbeValue Null { get; set; }

    /// <summary>The value of a constant scalar; null otherwise.</summary>
    public SbeValue? Constant { get; set; }

    /// <summary>The bytes of a constant char array; null otherwise.</summary>
    public byte[]? ConstantText { get; set; }

    /// <summary>
    /// The schema's words, for example UTF-8; empty when it has none. Metadata: bytes are passed on raw.
    /// </summary>
    public string CharacterEncoding { get; set; } = string.Empty;

    public override int EncodedLength =>
        Presence == SbePresence.Constant ? 0 : Length * SbePrimitives.Size(Primitive);
}
