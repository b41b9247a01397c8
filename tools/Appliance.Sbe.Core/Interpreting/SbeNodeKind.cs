namespace Appliance.Sbe.Interpreting;

/// <summary>What a node of a decoded message is.</summary>
public enum SbeNodeKind
{
    /// <summary>One primitive in <see cref="SbeNode.Value"/>.</summary>
    Scalar,

    /// <summary>One primitive whose name, where the schema has one, is in <see cref="SbeNode.Label"/>.</summary>
    Enum,

    /// <summary>Bits in <see cref="SbeNode.Value"/>, the names of those set in <see cref="SbeNode.Labels"/>.</summary>
    Set,

    /// <summary>Characters in <see cref="SbeNode.Text"/>, their bytes in <see cref="SbeNode.Bytes"/>.</summary>
    Text,

    /// <summary>Bytes of an int8 or uint8 array, or of data that is no text.</summary>
    Bytes,

    /// <summary>Elements of another array, one child each.</summary>
    Array,

    /// <summary>Members, one child each.</summary>
    Composite,

    /// <summary>Entries, one child each.</summary>
    Group,

    /// <summary>Fields, groups and data of one entry.</summary>
    Entry,

    /// <summary>Fields, groups and data of a message.</summary>
    Message,
}
