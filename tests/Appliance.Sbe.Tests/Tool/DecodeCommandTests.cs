using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Appliance.Transport;

namespace Appliance.Sbe.Tests.Tool;

/// <summary>Frames through the tool as a process: from the command line, files and packet captures.</summary>
public sealed class DecodeCommandTests
{
    // Heartbeat of schema 703: time 1 s, token 42, sequence 7, padding.
    private const string Heartbeat =
        "18003000bf020000" + "00ca9a3b00000000" + "2a00000000000000" + "0700000000000000";

    // SessionHeartbeat of schema 704, whose test id is null.
    private const string SessionHeartbeat =
        "20005300c0020000" + "00ca9a3b00000000" + "0100000000000000" + "ffffffffffffffff" + "0200000003000000";

    private static readonly string Risk = Path.Combine(OwnSchemas.Folder, "risk.xml");
    private static readonly string Session = Path.Combine(OwnSchemas.Folder, "session.xml");

    [Fact]
    public void Hexadecimal_digits_become_text()
    {
        CommandRun run = CommandRun.Of("decode", "-s", Risk, "--hex", "0x" + Heartbeat);
        string[] lines = run.Output.Split('\n');
        Assert.Equal("#0", lines[0]);
        Assert.Equal("Heartbeat (template 48, schema 703, version 0), 32 of 32 bytes", lines[1]);
        Assert.Equal(["TransactTime", "1000000000"], Words(lines[2]));
        Assert.Equal(["Token", "42"], Words(lines[3]));
        Assert.Equal(["SeqNum", "7"], Words(lines[4]));
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Hexadecimal_digits_become_JSON_by_the_schema_that_knows_them()
    {
        CommandRun run = CommandRun.Of("decode", "-s", Risk, "-s", Session, "--json", "--hex", SessionHeartbeat);
        JsonElement frame = Assert.Single(Lines(run));
        Assert.Equal("Ok", frame.GetProperty("status").GetString());
        Assert.Equal("SessionHeartbeat", frame.GetProperty("message").GetString());
        Assert.Equal(704, frame.GetProperty("header").GetProperty("schemaId").GetInt32());
        Assert.Equal(JsonValueKind.Null, frame.GetProperty("body").GetProperty("TestReqID").ValueKind);
        Assert.Equal(3, frame.GetProperty("body").GetProperty("SeqNum").GetInt32());
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("18003000bf02", "NeedMoreHeader")]
    [InlineData("18003000bf020000", "TruncatedBlock")]
    [InlineData("18006300bf020000", "UnknownTemplate")]
    [InlineData("1800300001000000", "UnknownSchema")]
    public void A_bad_frame_is_wrong_and_named(string hex, string status)
    {
        CommandRun run = CommandRun.Of("decode", "-s", Risk, "--hex", hex);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"status {status}", run.Output, StringComparison.Ordinal);
        Assert.Equal($"sbe: 1 frames {status}\n", run.Error);
    }

    [Fact]
    public void Framed_files_are_told_apart_and_their_damage_is_told()
    {
        using TemporaryFolder folder = new();
        byte[] frame = Convert.FromHexString(Heartbeat);
        byte[] framed = [0, 0, 0, 38, 0xEB, 0x50, .. frame, 0, 0, 0, 38, 0xEB, 0x50, .. frame];
        string file = folder.Write("frames.bin", framed);
        CommandRun run = CommandRun.Of("decode", "-s", Risk, "--json", "--framing", "sofh", "--file", file);
        Assert.Equal([0, 1], Lines(run).Select(l => l.GetProperty("frame").GetInt32()));
        Assert.Equal(0, run.ExitCode);
        run = CommandRun.Of(
            "decode", "-s", Risk, "--json", "--framing", "sofh", "--file", file, "--skip", "1", "--limit", "1");
        Assert.Equal([1], Lines(run).Select(l => l.GetProperty("frame").GetInt32()));
        string cut = folder.Write("cut.bin", framed[..^1]);
        run = CommandRun.Of("decode", "-s", Risk, "--json", "--framing", "sofh", "--file", cut);
        Assert.Single(Lines(run));
        Assert.Contains("framing at byte 38: 32 bytes announced, 31 there", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void Captures_of_the_appliance_are_known_by_their_first_bytes()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "run.cap");
        Assert.True(CaptureWriter.TryCreate(file, out CaptureWriter? writer, out string error), error);
        using (writer)
        {
            Assert.True(writer.TryOffer(40, 1_500_000_000, 0, Convert.FromHexString(Heartbeat)));
            Assert.True(writer.TryOffer(20, 1_600_000_000, 0, Convert.FromHexString(SessionHeartbeat)));
            Assert.True(writer.TryFlush());
        }

        CommandRun run = CommandRun.Of("decode", "-s", Risk, "-s", Session, "--file", file);
        Assert.Contains("#0 1970-01-01T00:00:01.500000000Z stream 40\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("#1 1970-01-01T00:00:01.600000000Z stream 20\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
        byte[] bytes = File.ReadAllBytes(file);
        run = CommandRun.Of("decode", "-s", Risk, "-s", Session, "--file", folder.Write("cut.cap", bytes[..^4]));
        Assert.Contains("cut inside the frame", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void Packets_of_a_port_are_decoded_and_the_others_counted()
    {
        using TemporaryFolder folder = new();
        byte[] frame = Convert.FromHexString(Heartbeat);
        byte[] packet = [1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 34, 0, .. frame, 34, 0, .. frame];
        byte[][] packets =
        [
            Packets.OnEthernet(Packets.V4(17, Packets.Udp(packet, 14310)), vlanTags: 1),
            Packets.OnEthernet(Packets.V4(17, Packets.Udp([1, 2, 3], 53))),
            Packets.OnEthernet(Packets.V6(6, Packets.Tcp(packet, 14310))),
            Packets.OnEthernet(Packets.V4(17, Packets.Udp(packet, 14310), fragment: 0x2000)),
        ];
        string[] files =
        [
            folder.Write("feed.pcap", Packets.Pcap(Packets.Ethernet, isBig: false, isNano: true, packets)),
            folder.Write("feed.pcapng", Packets.PcapNg(Packets.Ethernet, isBig: false, packets)),
        ];
        foreach (string file in files)
        {
            string[] words = ["decode", "-s", Risk, "--json", "--framing", "mdp3", "--pcap", file, "--port"];
            CommandRun run = CommandRun.Of([.. words, "14310"]);
            List<JsonElement> lines = Lines(run);
            Assert.Equal(4, lines.Count);
            Assert.Equal("packet 1 10.0.0.1:9999 to 239.1.2.3:14310", lines[0].GetProperty("place").GetString());
            Assert.Equal(1_500_000_000, lines[0].GetProperty("stampNs").GetInt64());
            Assert.EndsWith(" tcp segment", lines[3].GetProperty("place").GetString(), StringComparison.Ordinal);
            Assert.All(lines, l => Assert.Equal("Ok", l.GetProperty("status").GetString()));
            Assert.Equal(
                "sbe: packets 4: udp 2, tcp (segments decoded one by one, streams are not put together) 1, "
                + "fragments not decoded 1\n",
                run.Error);
            Assert.Equal(0, run.ExitCode);
            run = CommandRun.Of([.. words, "9"]);
            Assert.Equal(string.Empty, run.Output);
            Assert.Equal(2, run.ExitCode);
        }
    }

    [Fact]
    public void Bytes_cannot_speak_to_the_terminal()
    {
        using TemporaryFolder folder = new();
        string types = """<type name="T" primitiveType="char" length="8"/>""";
        string message = """<sbe:message name="M" id="1"><field name="f" id="1" type="T"/></sbe:message>""";
        string schema = folder.Write("text.xml", SchemaSource.Schema(types, message));
        CommandRun run = CommandRun.Of("decode", "-s", schema, "--hex", "0800010001000300" + "1b5b324a41420a5c");
        Assert.Contains("\"\\u001b[2JAB\\u000a\\\\\"", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    private static string[] Words(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static List<JsonElement> Lines(CommandRun run) =>
        [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonDocument.Parse(l).RootElement)];
}
