using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Appliance.Core;
using Appliance.Sbe.Emitting;
using Appliance.Sbe.Interpreting;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Fuzz;

/// <summary>A schema with both its codecs loaded, frames to start from, and the interpreter beside them.</summary>
internal sealed class UnitUnderTest
{
    private const int FramesOfMessage = 12;

    private readonly FrameWalk fast;
    private readonly FrameWalk safe;
    private readonly SbeInterpreter interpreter;
    private readonly Dictionary<SbeMessage, BlockPlan> plans;

    public UnitUnderTest(FuzzUnit unit, Assembly fastCodecs, Assembly safeCodecs, ulong seed)
    {
        Name = unit.Name;
        fast = Load(unit, fastCodecs);
        safe = Load(unit, safeCodecs);
        interpreter = new SbeInterpreter(unit.Schema);
        plans = WalkSource.Plans(unit.Schema, unit.Namespace, FuzzUnit.Runtime)
            .ToDictionary(p => p.Message, p => p.Root);
        Corpus = MakeCorpus(unit.Schema, new Prng(seed));
    }

    public string Name { get; }

    public IReadOnlyList<SeedFrame> Corpus { get; }

    /// <summary>Status by value, or what is wrong.</summary>
    public int Compare(ReadOnlySpan<byte> frame, out string? fault)
    {
        fault = null;
        var left = default(Digest);
        var right = default(Digest);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int status = fast(frame, ref left);
        long after = GC.GetAllocatedBytesForCurrentThread();
        int safeStatus = safe(frame, ref right);
        if (status != safeStatus)
        {
            fault = $"fast reads give {StatusName(status)}, safe ones {StatusName(safeStatus)}";
        }
        else if (left.Values != right.Values || left.Rest != right.Rest)
        {
            fault = $"fast and safe reads give {StatusName(status)} and different values";
        }
        else if (status > (int)SbeStatus.UnknownSchema)
        {
            fault = "the walk and Validate differ";
        }
        else if (after != before && Allocates(frame))
        {
            fault = $"{after - before} bytes were allocated";
        }

        return status;
    }

    /// <summary>What the interpreter makes of the frame, against the fast codecs; null where they agree.</summary>
    public string? CompareInterpreter(ReadOnlySpan<byte> frame)
    {
        var digest = default(Digest);
        int status = fast(frame, ref digest);
        SbeDecoded decoded = interpreter.Decode(frame.ToArray());
        if ((int)decoded.Status != status)
        {
            return $"emitted code gives {StatusName(status)}, the interpreter {decoded.Status} at {decoded.Where}";
        }

        bool isComparable = decoded.Status == SbeStatus.Ok && !decoded.IsCut;
        return isComparable && TreeDigest.Of(decoded, plans[decoded.Message!], frame.Length) != digest.Values
            ? "emitted code and interpreter read different values"
            : null;
    }

    // What runs the first time may allocate in the runtime, which is not the codec's doing.
    private bool Allocates(ReadOnlySpan<byte> frame)
    {
        var digest = default(Digest);
        long before = GC.GetAllocatedBytesForCurrentThread();
        fast(frame, ref digest);
        return GC.GetAllocatedBytesForCurrentThread() != before;
    }

    private static string StatusName(int status) => ((SbeStatus)status).ToString();

    private static FrameWalk Load(FuzzUnit unit, Assembly codecs) =>
        codecs.GetType(unit.Namespace + "." + WalkSource.TypeName, throwOnError: true)!
            .GetMethod(WalkSource.MethodName)!.CreateDelegate<FrameWalk>();

    private static List<SeedFrame> MakeCorpus(SbeSchema schema, Prng random)
    {
        var builder = new FrameBuilder(schema, random);
        var corpus = new List<SeedFrame>();
        foreach (SbeMessage message in schema.Messages)
        {
            for (int i = 0; i < FramesOfMessage; i++)
            {
                corpus.Add(builder.Build(message, i < 4 ? schema.Version : (int)random.Next(schema.Version + 1)));
            }
        }

        return corpus;
    }
}
