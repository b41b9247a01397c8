using System.Collections.Generic;
using System.IO;
using System.Linq;
using Appliance.Core;
using Appliance.Sbe.Interpreting;
using Appliance.Sbe.Model;
using Appliance.Sbe.Tests.Emitting;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Interpreting;

/// <summary>
/// Two authors of one answer: the interpreter and the emitted codecs give the same status to the same bytes, whatever
/// those are.
/// </summary>
public sealed class AgreementTests(ITestOutputHelper output)
{
    private const int FramesPerMessage = 12;
    private const int MutationsPerFrame = 100;

    public static TheoryData<string> SchemaNames => ["hostile", "risk.xml", "market-data.xml", "vehicle-v1.xml"];

    [Theory]
    [MemberData(nameof(SchemaNames))]
    public void Damaged_frames_get_one_status_from_both(string name)
    {
        SbeSchema schema = Read(name);
        Codecs codecs = new(schema);
        SbeInterpreter interpreter = new(schema);
        Prng random = InterpreterSeed.Generator(3000UL + (ulong)name.Length);
        FrameMaker maker = new(schema, random);
        Dictionary<SbeStatus, int> seen = [];
        foreach (SbeMessage message in schema.Messages)
        {
            for (int i = 0; i < FramesPerMessage * MutationsPerFrame; i++)
            {
                byte[] frame = FrameMutator.Mutate(maker.Make(message), random);
                SbeStatus status = interpreter.Decode(frame).Status;
                string emitted = codecs.Validate(frame);
                string told = $"{message.Name} {System.Convert.ToHexString(frame)}: {emitted}, interpreted {status}";
                Assert.True(emitted == status.ToString(), InterpreterSeed.Repeat(told));
                seen[status] = seen.GetValueOrDefault(status) + 1;
            }
        }

        output.WriteLine(string.Join(", ", seen.OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Value}")));
        Assert.True(seen.Count >= 7, "some statuses were never met");
    }

    [Fact]
    public void Hostile_frames_get_one_status_from_both()
    {
        Codecs codecs = new(MalformedFrames.Schema);
        foreach (MalformedFrame frame in MalformedFrames.All.Append(MalformedFrames.EmptyEntries))
        {
            Assert.True(frame.Status.ToString() == codecs.Validate(frame.Bytes), frame.Name);
        }
    }

    private static SbeSchema Read(string name) => name switch
    {
        "hostile" => MalformedFrames.Schema,
        "vehicle-v1.xml" => Vectors.Schema(Path.Combine(SharedFolder.Root, "tests", "vectors", "sbe", name)),
        _ => Vectors.Schema(Path.Combine(OwnSchemas.Folder, name)),
    };
}
