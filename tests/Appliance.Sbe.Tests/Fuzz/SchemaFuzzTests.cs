using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;
using Appliance.Core;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Emitting;
using Appliance.Sbe.Fuzz;
using Appliance.Sbe.Interpreting;
using Appliance.Sbe.Reading;
using Appliance.Sbe.Tests.Emitting;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Fuzz;

/// <summary>
/// Random schemas all the way: read, emitted, compiled; frames that are built from the model decode to what the
/// interpreter reads, encode again to the same bytes, and no strict prefix of them is taken for the whole.
/// </summary>
public sealed class SchemaFuzzTests(ITestOutputHelper output)
{
    private const int BatchSchemas = 20;
    private const int FramesOfMessage = 4;

    [Fact]
    public void Random_schemas_give_codecs_that_read_back_what_was_written()
    {
        ulong seed = FuzzSettings.Seed;
        int schemas = FuzzSettings.Schemas;
        output.WriteLine($"seed {seed}, {schemas} schemas; repeat with: make fuzz SEED={seed} FUZZ_SCHEMAS={schemas}");
        int frames = 0;
        for (int first = 0; first < schemas; first += BatchSchemas)
        {
            frames += CheckBatch(seed, first, Math.Min(BatchSchemas, schemas - first));
        }

        output.WriteLine($"{frames} frames");
        Assert.True(frames >= schemas * FramesOfMessage);
    }

    // One schema, so that a failure shows what it is about: the first of a failing batch of this seed.
    private static int CheckBatch(ulong seed, int first, int count)
    {
        List<FuzzUnit> units = [];
        List<string> texts = [];
        for (int i = first; i < first + count; i++)
        {
            texts.Add(new SchemaMaker(unchecked((seed * 1_000_003) + (ulong)i)).Make());
            units.Add(Read(texts[^1], i));
        }

        Assembly codecs = Compile(units, texts);
        int frames = 0;
        for (int i = 0; i < count; i++)
        {
            frames += CheckUnit(units[i], codecs, texts[i], seed);
        }

        return frames;
    }

    private static FuzzUnit Read(string text, int number)
    {
        string name = "schema" + number.ToString(CultureInfo.InvariantCulture);
        SbeReadResult result = SbeSchemaReader.Read(name + ".xml", Encoding.UTF8.GetBytes(text), new MemoryFiles());
        SbeDiagnostic[] errors = [.. result.Findings.Where(f => f.Severity == SbeSeverity.Error)];
        Assert.True(errors.Length == 0, $"{string.Join('\n', errors.Take(5))}\n{text}");
        return new FuzzUnit(name, result.Schema!, "Made.Schema" + number.ToString(CultureInfo.InvariantCulture));
    }

    private static Assembly Compile(List<FuzzUnit> units, List<string> texts)
    {
        IReadOnlyList<EmitFile> files = CodecBuild.Emit(units, isSafe: false);
        IEnumerable<string> sources = files.Select(f => f.Text).Concat(CodecBuild.Walkers(units))
            .Append(DriverSource.Helpers)
            .Concat(units.SelectMany(Drivers));
        try
        {
            return Assembly.Load(CodecBuild.Compile("made", sources));
        }
        catch (InvalidOperationException) when (units.Count > 1)
        {
            // Again one by one: the first that does not compile alone is the one to show.
            for (int i = 0; i < units.Count; i++)
            {
                Compile([units[i]], [texts[i]]);
            }

            throw;
        }
        catch (InvalidOperationException fault)
        {
            Assert.Fail($"{fault.Message}\n{texts[0]}");
            throw;
        }
    }

    private static IEnumerable<string> Drivers(FuzzUnit unit)
    {
        var context = new EmitContext(unit.Namespace, FuzzUnit.Runtime, new Flavor(isSafe: false), []);
        List<MessagePlan> plans = CSharpEmitter.Plan(unit.Schema, context);
        context.Types.Add(unit.Schema);
        return plans.Select(p => DriverSource
            .Write(p, unit.Namespace, t => context.Types[t, unit.Schema.ByteOrder].Name)
            .Replace("using " + Emitted.Runtime + ";", "using " + FuzzUnit.Runtime + ";", StringComparison.Ordinal));
    }

    private static int CheckUnit(FuzzUnit unit, Assembly codecs, string text, ulong seed)
    {
        FrameWalk walk = codecs.GetType(unit.Namespace + "." + WalkSource.TypeName, throwOnError: true)!
            .GetMethod(WalkSource.MethodName)!.CreateDelegate<FrameWalk>();
        var builder = new FrameBuilder(unit.Schema, new Prng(seed));
        var interpreter = new SbeInterpreter(unit.Schema);
        int frames = 0;
        foreach (MessagePlan plan in WalkSource.Plans(unit.Schema, unit.Namespace, FuzzUnit.Runtime))
        {
            Func<byte[], int, byte[]> rewrite = codecs.GetType(unit.Namespace + "." + DriverSource.TypeName(plan))!
                .GetMethod("Rewrite")!.CreateDelegate<Func<byte[], int, byte[]>>();
            for (int i = 0; i < FramesOfMessage; i++)
            {
                byte[] frame = builder.Build(plan.Message, unit.Schema.Version).Bytes;
                string? fault = CheckFrame(frame, walk, interpreter, plan) ?? CheckRewrite(frame, rewrite);
                Assert.True(
                    fault is null,
                    $"{unit.Name}, seed {seed}, {plan.Message.Name}: {fault}\n{Convert.ToHexString(frame)}\n{text}");
                frames++;
            }
        }

        return frames;
    }

    private static string? CheckFrame(byte[] frame, FrameWalk walk, SbeInterpreter interpreter, MessagePlan plan)
    {
        var digest = default(Digest);
        int status = walk(frame, ref digest);
        SbeDecoded decoded = interpreter.Decode(frame);
        if (status != 0 || decoded.Status != SbeStatus.Ok)
        {
            return $"emitted code says {(SbeStatus)status}, the interpreter {decoded.Status} of a good frame";
        }

        if (TreeDigest.Of(decoded, plan.Root, frame.Length) != digest.Values)
        {
            return "emitted code and interpreter read different values";
        }

        for (int cut = 0; cut < frame.Length; cut++)
        {
            var part = default(Digest);
            int cutStatus = walk(frame.AsSpan(0, cut), ref part);
            SbeStatus theirs = interpreter.Decode(frame, 0, cut).Status;
            if (cutStatus == 0 || cutStatus != (int)theirs)
            {
                return $"{cut} bytes of {frame.Length}: emitted code says {(SbeStatus)cutStatus}, "
                    + $"the interpreter {theirs}";
            }
        }

        return null;
    }

    private static string? CheckRewrite(byte[] frame, Func<byte[], int, byte[]> rewrite)
    {
        byte[] again = rewrite(frame, frame.Length);
        return again.AsSpan().SequenceEqual(frame) ? null : "encoded again it is " + Convert.ToHexString(again);
    }
}
