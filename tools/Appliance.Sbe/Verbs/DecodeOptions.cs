using System.CommandLine;
using Appliance.Sbe.Tool.Framing;

namespace Appliance.Sbe.Tool.Verbs;

/// <summary>The options of <c>sbe decode</c>.</summary>
internal sealed class DecodeOptions
{
    public Option<string[]> Schema { get; } = new("--schema", "-s")
    {
        HelpName = "FILE",
        Description = "Schema of the frames; repeat it where a stream mixes schemas.",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
    };

    public Option<string> Hex { get; } = new("--hex") { HelpName = "H", Description = "Bytes, as hexadecimal digits." };

    public Option<string> File { get; } = new("--file")
    {
        HelpName = "FRAMES",
        Description = "File of messages, or a capture of the appliance (told by its first bytes).",
    };

    public Option<string> Pcap { get; } = new("--pcap")
    {
        HelpName = "FILE",
        Description = "pcap or pcapng: UDP packets, and TCP segments one by one.",
    };

    public Option<int> Port { get; } = new("--port")
    {
        HelpName = "N",
        Description = "Only packets from or to this port.",
    };

    public Option<string> Framing { get; } = new("--framing")
    {
        HelpName = string.Join('|', FrameSplitter.Words),
        Description = "How messages are told apart in a file, packet or segment.",
        DefaultValueFactory = _ => "none",
    };

    public Option<bool> Inclusive { get; } = new("--inclusive")
    {
        Description = "The length of u16.. and u32.. counts itself as well.",
    };

    public Option<long> Skip { get; } = new("--skip") { HelpName = "N", Description = "Frames to step over first." };

    public Option<long> Limit { get; } = new("--limit") { HelpName = "N", Description = "Frames to show at most." };

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON object a line." };

    public Command Command() => new("decode", "Decodes frames with schemas, to text or JSON.\n"
        + "Examples: sbe decode -s market-data.xml --hex 40000a00bd020000...\n"
        + "          sbe decode -s templates.xml --pcap feed.pcap --framing mdp3 --port 14310 --json\n"
        + "          sbe decode -s market-data.xml -s order-flow.xml -s risk.xml --file run.cap")
    {
        Schema, Hex, File, Pcap, Port, Framing, Inclusive, Skip, Limit, Json,
    };
}
