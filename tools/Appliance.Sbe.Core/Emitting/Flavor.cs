namespace Appliance.Sbe.Emitting;

/// <summary>
/// How emitted code holds and passes the start of a block: a reference (fast, checked once) or a span that checks
/// every read (safe). Only the words differ; the members of the emitted types are the same.
/// </summary>
internal sealed class Flavor
{
    internal Flavor(bool isSafe) => IsSafe = isSafe;

    internal bool IsSafe { get; }

    /// <summary>The type of a block that is read: of a field, and of a parameter.</summary>
    internal string ReadBlock => IsSafe ? "ReadOnlySpan<byte>" : "ref byte";

    internal string WriteBlock => IsSafe ? "Span<byte>" : "ref byte";

    /// <summary>A block as an argument.</summary>
    internal string Pass(string name) => IsSafe ? name : "ref " + name;

    /// <summary>The right side of an assignment to a field that holds a block.</summary>
    internal string Assign(string field, string parameter) =>
        IsSafe ? field + " = " + parameter : field + " = ref " + parameter;

    /// <summary>The first bytes of a span as a block.</summary>
    internal string Start(string span, string length) =>
        IsSafe ? span + "[.." + length + "]" : "ref MemoryMarshal.GetReference(" + span + ")";

    /// <summary>A block inside a block.</summary>
    internal string At(string name, string offset, string length) =>
        IsSafe
            ? name + ".Slice(" + offset + ", " + length + ")"
            : "ref SbeBytes.At(ref " + name + ", " + offset + ")";

    /// <summary>What is behind the first bytes of a span that is known to be that long.</summary>
    internal string Skip(string span, string length) =>
        IsSafe ? span + "[" + (length.IndexOf(' ') < 0 ? length : "(" + length + ")") + "..]" : "SbeBytes.Skip("
            + span + ", " + length + ")";
}
