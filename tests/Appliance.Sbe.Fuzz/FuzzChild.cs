using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Appliance.Sbe.Interpreting;

namespace Appliance.Sbe.Fuzz;

/// <summary>The process that tries the inputs. It may die of one; its parent then knows which from the note.</summary>
internal static class FuzzChild
{
    /// <summary>Every status that a walk can end in; a run that misses one has not looked everywhere.</summary>
    private static readonly SbeStatus[] Reachable =
    [
        SbeStatus.Ok, SbeStatus.NeedMoreHeader, SbeStatus.TruncatedBlock, SbeStatus.BlockTooShort,
        SbeStatus.TruncatedGroup, SbeStatus.GroupTooLarge, SbeStatus.TruncatedData, SbeStatus.UnknownTemplate,
        SbeStatus.UnknownSchema,
    ];

    public static int Run(FuzzOptions options, string root)
    {
        var folder = new FuzzFolder(options.Child);
        Fuzzer fuzzer = Load(folder, options, root);
        using InputNote note = folder.OpenNote();
        FuzzFinding? finding = fuzzer.Run(options.From, options.Inputs, note.Set);
        if (finding is not null)
        {
            Console.WriteLine(finding);
            return FuzzProgram.ExitFault;
        }

        Console.WriteLine("statuses " + string.Join(", ", Reachable.Select(s => $"{s} {fuzzer.Statuses[(int)s]}")));
        bool hasAll = Array.TrueForAll(Reachable, s => fuzzer.Statuses[(int)s] > 0);
        return hasAll ? FuzzProgram.ExitNothing : FuzzProgram.ExitInconclusive;
    }

    /// <summary>The codecs of a run as this process loads them.</summary>
    public static Fuzzer Load(FuzzFolder folder, FuzzOptions options, string root)
    {
        IReadOnlyList<FuzzUnit> units = options.IsPlanted ? FuzzUnit.Everything(root) : FuzzUnit.All(root);
        Assembly fast = folder.LoadFast();
        Assembly safe = folder.LoadSafe();
        return new Fuzzer([.. units.Select(u => new UnitUnderTest(u, fast, safe, options.Seed))], options.Seed);
    }
}
