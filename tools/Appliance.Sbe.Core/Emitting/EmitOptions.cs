namespace Appliance.Sbe.Emitting;

/// <summary>What holds for all schemas that are emitted together.</summary>
public sealed class EmitOptions
{
    /// <summary>Where SbeStatus and the readers and writers of bytes go, once for all schemas.</summary>
    public string RuntimeNamespace { get; set; } = "Sbe";

    /// <summary>
    /// Every read and write through a span that checks its bounds, behind the same members. Slower; it is there to
    /// run against the fast reads on hostile bytes, and must never throw.
    /// </summary>
    public bool SafeReads { get; set; }
}
