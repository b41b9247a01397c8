using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Appliance.Sbe.Interpreting;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Interpreting;

/// <summary>Hostile frames get exactly the status that they must get.</summary>
public sealed class MalformedTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_hostile_frame_gets_its_status()
    {
        foreach (MalformedFrame frame in MalformedFrames.All.Append(MalformedFrames.EmptyEntries))
        {
            SbeDecoded decoded = new SbeInterpreter(frame.Schema).Decode(frame.Bytes);
            Assert.True(frame.Status == decoded.Status, $"{frame.Name}: {decoded.Status}, not {frame.Status}");
            Assert.Equal(frame.Status == SbeStatus.Ok, decoded.Where.Length == 0);
        }
    }

    [Fact]
    public void The_shared_list_is_all_here_with_the_same_statuses()
    {
        if (SharedFolder.Find(output, "sbe", "vectors", "malformed.json") is not { } file)
        {
            return;
        }

        JsonElement[] cases =
            [.. JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("cases").EnumerateArray()];
        Assert.Equal(
            cases.Select(c => c.GetProperty("name").GetString()).Order(),
            MalformedFrames.All.Select(f => (string?)f.Name).Order());
        foreach (JsonElement one in cases)
        {
            string policy = one.GetProperty("policy").GetString()!;
            string status = policy.Split(' ', ';')[0];
            Assert.Equal(status, MalformedFrames.Named(one.GetProperty("name").GetString()!).Status.ToString());
        }
    }

    [Fact]
    public void Frames_of_the_shared_list_get_their_statuses_by_the_published_schemas_too()
    {
        if (SharedFolder.Find(output, "sbe") is not { } folder)
        {
            return;
        }

        SbeInterpreter car =
            new(Vectors.Schema(Path.Combine(folder, "schemas", "real-logic-samples", "example-schema.xml")));
        SbeInterpreter cme =
            new(Vectors.Schema(Path.Combine(folder, "schemas", "cme", "Cme.Futures.Mdp3.Sbe.v1.13.xml")));
        List<(SbeInterpreter By, string Hex, SbeStatus Status)> frames =
        [
            (car, "2d00010001000000", SbeStatus.TruncatedBlock),
            (car, "0000010001000000", SbeStatus.BlockTooShort),
            (car, "2d0001006300000000", SbeStatus.UnknownSchema),
            (car, "2e00010001000900" + Zeros(46) + Zeros(4) + Zeros(4) + Zeros(12), SbeStatus.Ok),
            (car, "2d00010001000000" + Zeros(45) + "ffffffff", SbeStatus.TruncatedGroup),
            (cme, "0b002e0001000d00" + Zeros(11) + "2000ff" + Zeros(32), SbeStatus.TruncatedGroup),
            (cme, "0b002e0001000d00" + Zeros(11) + "0000ff" + "1800000000000000", SbeStatus.BlockTooShort),
        ];
        foreach ((SbeInterpreter by, string hex, SbeStatus status) in frames)
        {
            SbeDecoded decoded = by.Decode(System.Convert.FromHexString(hex));
            Assert.True(decoded.Status == status, $"{hex}: {decoded.Status} at {decoded.Where}, not {status}");
        }
    }

    [Fact]
    public void Odd_values_survive()
    {
        SbeNode odd = Body("enum value not in schema").Find("code")!;
        Assert.Null(odd.Label);
        Assert.Equal(0x5AUL, odd.Value.Bits);
        SbeNode set = Body("undefined bits in set").Find("extras")!;
        Assert.Equal(["roof"], set.Labels);
        Assert.Equal(0xF0UL, set.UnknownBits);
        Assert.Equal(0xF1UL, set.Value.Bits);
        SbeNode required = Body("null in required field").Find("serial")!;
        Assert.Equal(SbeNodeState.Present, required.State);
        Assert.Equal(ulong.MaxValue, required.Value.Bits);
    }

    [Fact]
    public void A_field_is_absent_by_version_and_not_by_length()
    {
        MalformedFrame older = MalformedFrames.All[^1];
        SbeNode late = new SbeInterpreter(older.Schema).Decode(older.Bytes).Body!.Find("late")!;
        Assert.Equal(SbeNodeState.Absent, late.State);
        byte[] newer = [.. older.Bytes];
        newer[6] = 2;
        late = new SbeInterpreter(older.Schema).Decode(newer).Body!.Find("late")!;
        Assert.Equal(SbeNodeState.Present, late.State);
        Assert.Equal(7UL, late.Value.Bits);
    }

    private static SbeNode Body(string name)
    {
        MalformedFrame frame = MalformedFrames.Named(name);
        return new SbeInterpreter(frame.Schema).Decode(frame.Bytes).Body!;
    }

    private static string Zeros(int bytes) => new('0', 2 * bytes);
}
