using Appliance.Sbe.Model;

namespace Appliance.Sbe.Interpreting;

/// <summary>A frame as far as it could be read.</summary>
public sealed class SbeDecoded
{
    internal SbeDecoded()
    {
    }

    public SbeStatus Status { get; internal set; }

    /// <summary>
    /// Where it ended when the status is not Ok: the message, group entry or data by name, for example
    /// Car.fuelFigures[2].usageDescription. Empty otherwise.
    /// </summary>
    public string Where { get; internal set; } = string.Empty;

    /// <summary>Null when the header could not be read or names no message of the schema.</summary>
    public SbeMessage? Message { get; internal set; }

    /// <summary>The header's members; null when there are too few bytes for it.</summary>
    public SbeNode? Header { get; internal set; }

    /// <summary>The message as far as it could be read; null when its block could not be.</summary>
    public SbeNode? Body { get; internal set; }

    public ulong BlockLength { get; internal set; }

    public ulong TemplateId { get; internal set; }

    public ulong SchemaId { get; internal set; }

    /// <summary>The version the sender wrote.</summary>
    public ulong Version { get; internal set; }

    /// <summary>Bytes of the frame that were understood, header included. What follows them is legal padding.</summary>
    public int EncodedLength { get; internal set; }

    /// <summary>
    /// True when the frame has more values than <see cref="SbeInterpreter.NodesMax"/>: all of it was checked, but the
    /// tree leaves out those beyond.
    /// </summary>
    public bool IsCut { get; internal set; }
}
