using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Appliance.Core;
using Appliance.Sbe.Interpreting;
using Appliance.Sbe.Model;
using Appliance.Sbe.Tool.Views;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Interpreting;

/// <summary>Frames of every message of the own and the published schemas, whole, cut and damaged.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int FramesPerMessage = 4;
    private const int MutationsPerFrame = 25;

    [Fact]
    public void A_whole_frame_is_read_to_its_end_and_no_prefix_of_it_is()
    {
        foreach (SbeSchema schema in Schemas())
        {
            SbeInterpreter interpreter = new(schema);
            FrameMaker maker = new(schema, InterpreterSeed.Generator((ulong)schema.Id));
            foreach (SbeMessage message in schema.Messages)
            {
                byte[] frame = maker.Make(message);
                SbeDecoded decoded = interpreter.Decode(frame);
                Assert.True(decoded.Status == SbeStatus.Ok, Told(message, decoded));
                Assert.Equal(frame.Length, decoded.EncodedLength);
                for (int length = 0; length < frame.Length; length++)
                {
                    decoded = interpreter.Decode(frame, 0, length);
                    Assert.True(decoded.Status != SbeStatus.Ok, Told(message, decoded));
                }
            }
        }
    }

    [Fact]
    public void No_damage_makes_it_throw_or_read_outside()
    {
        long mutants = 0;
        foreach (SbeSchema schema in Schemas())
        {
            Prng random = InterpreterSeed.Generator(1000UL + (ulong)schema.Id);
            SbeInterpreter interpreter = new(schema);
            FrameMaker maker = new(schema, random);
            foreach (SbeMessage message in schema.Messages)
            {
                for (int i = 0; i < FramesPerMessage; i++)
                {
                    byte[] frame = maker.Make(message);
                    for (int m = 0; m < MutationsPerFrame; m++, mutants++)
                    {
                        AssertContained(interpreter, Mutate(frame, random), message);
                    }
                }
            }
        }

        output.WriteLine($"{mutants} mutants");
        Assert.InRange(mutants, 6_000, long.MaxValue);
    }

    // The frame lies between bytes that must not matter: whatever they are, the outcome is the same.
    private static void AssertContained(SbeInterpreter interpreter, byte[] frame, SbeMessage message)
    {
        const int border = 16;
        byte[] wide = new byte[frame.Length + (2 * border)];
        frame.CopyTo(wide, border);
        SbeDecoded alone = interpreter.Decode(frame);
        wide.AsSpan(0, border).Fill(0xFF);
        wide.AsSpan(border + frame.Length).Fill(0xFF);
        SbeDecoded amid = interpreter.Decode(wide, border, frame.Length);
        Assert.True(alone.Status == amid.Status, Told(message, amid));
        Assert.Equal(alone.EncodedLength, amid.EncodedLength);
        Assert.InRange(alone.EncodedLength, 0, frame.Length);
        Assert.Equal(Shown(alone, frame.Length), Shown(amid, frame.Length));
        if (alone.Body is not null)
        {
            AssertInside(alone.Body, frame.Length, message);
        }
    }

    private static void AssertInside(SbeNode node, int frameLength, SbeMessage message)
    {
        bool isInside = node.Length == 0 || (node.Offset >= 0 && node.Offset + node.Length <= frameLength);
        Assert.True(isInside, InterpreterSeed.Repeat($"{message.Name}: {node.Name} at {node.Offset}"));
        foreach (SbeNode child in node.Children)
        {
            AssertInside(child, frameLength, message);
        }
    }

    private static string Shown(SbeDecoded decoded, int frameLength)
    {
        StringWriter text = new();
        new TextView(text).Show(new FrameOrigin(0, string.Empty, null), decoded, frameLength);
        new JsonView(text).Show(new FrameOrigin(0, string.Empty, null), decoded, frameLength);
        return text.ToString();
    }

    private static byte[] Mutate(byte[] frame, Prng random)
    {
        List<byte> bytes = [.. frame];
        int changes = 1 + (int)random.Next(4);
        for (int i = 0; i < changes && bytes.Count > 0; i++)
        {
            // Half of the changes hit the first bytes behind the header, where lengths and counts are.
            int at = (int)random.Next(random.Next(2) == 0 ? bytes.Count : System.Math.Min(bytes.Count, 40));
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = 0xFF;
                    break;
                case 2:
                    bytes[at] = (byte)(bytes[at] ^ (1 << (int)random.Next(8)));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. bytes];
    }

    private List<SbeSchema> Schemas()
    {
        List<SbeSchema> schemas = [MalformedFrames.Schema, .. OwnSchemas.All];
        if (SharedFolder.Find(output, "sbe", "schemas") is { } folder)
        {
            schemas.AddRange(
                Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Order()
                    .Where(f => !f.EndsWith("common-types.xml", System.StringComparison.Ordinal)).Select(Vectors.Schema));
        }

        return schemas;
    }

    private static string Told(SbeMessage message, SbeDecoded decoded) =>
        InterpreterSeed.Repeat($"{message.Name}: {decoded.Status} at {decoded.Where}");
}
