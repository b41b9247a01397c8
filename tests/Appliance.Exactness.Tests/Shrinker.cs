using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Margin;
using FsCheck;
using FsCheck.Fluent;

namespace Appliance.Exactness.Tests;

/// <summary>
/// What FsCheck tries in place of a failed stream: fewer steps (halves, quarters, at last single ones), a world
/// without some of its rules, and smaller numbers.
/// </summary>
internal sealed class Shrinker
{
    private const int RunsMax = 4000;

    private readonly Func<CommandStream, Mismatch?> run;
    private int runs;
    private CommandStream best;
    private Mismatch found;

    private Shrinker(CommandStream failed, Mismatch found, Func<CommandStream, Mismatch?> run)
    {
        this.run = run;
        (best, this.found) = (failed with { Steps = found.Steps }, found);
    }

    /// <summary>The smallest stream that still fails, and how.</summary>
    public static (CommandStream Stream, Mismatch Found) Shrink(
        CommandStream failed, Mismatch found, Func<CommandStream, Mismatch?> run)
    {
        Shrinker shrinker = new(failed, found, run);
        Arbitrary<CommandStream> streams = Arb.From(Gen.Constant(shrinker.best), shrinker.Smaller);
        Config config = Config.Quick.WithMaxTest(1).WithQuietOnSuccess(true).WithRunner(new SilentRunner());
        Check.One(config, Prop.ForAll(streams, shrinker.Agrees));
        return (shrinker.best, shrinker.found);
    }

    // FsCheck goes on from the first smaller stream that fails, so the last one that failed is the smallest so far.
    private bool Agrees(CommandStream stream)
    {
        runs++;
        Mismatch? mismatch = run(stream);
        if (mismatch is not null)
        {
            (best, found) = (stream, mismatch);
        }

        return mismatch is null;
    }

    private IEnumerable<CommandStream> Smaller(CommandStream stream)
    {
        // What came after the difference is not needed, nor what could not be sent.
        Mismatch here = found;
        IReadOnlyList<Step> steps = here.Steps;
        foreach (CommandStream smaller in Candidates(stream, steps))
        {
            if (runs >= RunsMax)
            {
                yield break;
            }

            yield return smaller;
        }
    }

    private static IEnumerable<CommandStream> Candidates(CommandStream stream, IReadOnlyList<Step> steps)
    {
        for (int chunk = Math.Max(1, steps.Count / 2); chunk > 0; chunk /= 2)
        {
            for (int from = 0; from < steps.Count; from += chunk)
            {
                yield return stream with { Steps = [.. steps.Take(from), .. steps.Skip(from + chunk)] };
            }
        }

        foreach (Simplify part in Enum.GetValues<Simplify>())
        {
            if (part is not (Simplify.None or Simplify.All) && (stream.Without & part) == 0)
            {
                yield return stream with { Steps = steps, Without = stream.Without | part };
            }
        }

        for (int k = 0; k < steps.Count; k++)
        {
            foreach (DeviceCommand simpler in Simpler(steps[k].Command))
            {
                Step[] changed = [.. steps];
                changed[k] = steps[k] with { Command = simpler };
                yield return stream with { Steps = changed };
            }
        }
    }

    private static IEnumerable<DeviceCommand> Simpler(DeviceCommand c)
    {
        foreach (long lots in new[] { 1, c.Lots / 1000, c.Lots / 2, c.Lots - 1 })
        {
            if (lots > 0 && lots < c.Lots && c.Op is not DeviceOp.OpenGroup)
            {
                yield return c with { Lots = lots };
            }
        }

        if (c.Fee != 0)
        {
            yield return c with { Fee = 0 };
        }

        if (c.Reserve != 0)
        {
            yield return c with { Reserve = 0 };
        }

        foreach (long value in new[] { 0, 1, 1000, c.Value / 1000, c.Value / 2 })
        {
            if (Math.Abs(value) < Math.Abs(c.Value))
            {
                yield return c with { Value = value };
            }
        }
    }
}
