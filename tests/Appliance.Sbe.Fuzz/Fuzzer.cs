using System;
using System.Collections.Generic;
using System.Linq;

namespace Appliance.Sbe.Fuzz;

/// <summary>The loop: makes input after input and compares what is read of it.</summary>
internal sealed class Fuzzer(IReadOnlyList<UnitUnderTest> units, ulong seed)
{
    private const int InputBytesMax = 4096;
    private const int InterpreterEvery = 256;
    private const int FrontEvery = 8;

    private readonly Mutator[] mutators = [.. units.Select(u => new Mutator(u.Corpus, InputBytesMax))];
    private readonly long[] statuses = new long[256];

    /// <summary>How often each status came out, by its value.</summary>
    public IReadOnlyList<long> Statuses => statuses;

    /// <summary>The first input in [from, from + count) that finds something; null where none does.</summary>
    /// <param name="mark">Told the input before it is tried, should nothing else be told any more.</param>
    public FuzzFinding? Run(long from, long count, Action<long> mark)
    {
        using var place = new GuardedBytes(InputBytesMax);
        for (long input = from; input < from + count; input++)
        {
            int unit = Unit(input);
            ReadOnlySpan<byte> made = Make(input);
            mark(input);
            string? fault = Try(units[unit], place.Place(made, input % FrontEvery != 0), input);
            if (fault is not null)
            {
                return new FuzzFinding(input, units[unit].Name, fault, made.ToArray());
            }
        }

        return null;
    }

    /// <summary>An input by its number, as the run makes it.</summary>
    public FuzzFinding Describe(long input, string what) =>
        new(input, units[Unit(input)].Name, what, Make(input).ToArray());

    private int Unit(long input) => (int)(input % units.Count);

    private ReadOnlySpan<byte> Make(long input)
    {
        var random = new InputRandom(seed, input);
        return mutators[Unit(input)].Make(ref random);
    }

    private string? Try(UnitUnderTest unit, ReadOnlySpan<byte> frame, long input)
    {
        try
        {
            int status = unit.Compare(frame, out string? fault);
            statuses[status]++;
            return fault ?? (input % InterpreterEvery == 0 ? unit.CompareInterpreter(frame) : null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"threw {e.GetType().Name}: {e.Message}";
        }
    }
}
