namespace Appliance.Sbe.Interpreting;

/// <summary>Whether a node has a value.</summary>
public enum SbeNodeState
{
    /// <summary>It has one; in a required field that may be the null of its type, which survives as a value.</summary>
    Present,

    /// <summary>It is optional and holds its null.</summary>
    Null,

    /// <summary>The version that the sender wrote does not have it, so there are no bytes of it.</summary>
    Absent,
}
