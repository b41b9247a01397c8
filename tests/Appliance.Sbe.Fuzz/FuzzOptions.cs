using System;
using System.Collections.Generic;
using System.Globalization;

namespace Appliance.Sbe.Fuzz;

/// <summary>The command line.</summary>
/// <param name="Plants">How many planted faults must be caught first.</param>
/// <param name="Child">The folder of a run whose inputs this process tries, else empty.</param>
/// <param name="IsPlanted">The child has the codecs of every construct only.</param>
internal sealed record FuzzOptions(ulong Seed, long From, long Inputs, int Plants, string Child, bool IsPlanted)
{
    public const string Usage =
        "Appliance.Sbe.Fuzz [--inputs N] [--seed N] [--from N] [--plants N]; exit codes: 0 nothing found, "
        + "1 a fault, 2 inconclusive, 64 usage";

    public static bool TryParse(IReadOnlyList<string> args, out FuzzOptions options)
    {
        options = new FuzzOptions(1, 0, 10_000_000, Plant.All.Count, string.Empty, IsPlanted: false);
        for (int i = 0; i < args.Count; i += 2)
        {
            string value = i + 1 < args.Count ? args[i + 1] : string.Empty;
            bool isNumber = ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
                && number <= long.MaxValue;
            FuzzOptions? next = args[i] switch
            {
                "--child" when value.Length > 0 => options with { Child = value },
                "--seed" when isNumber => options with { Seed = number },
                "--from" when isNumber => options with { From = (long)number },
                "--inputs" when isNumber => options with { Inputs = (long)number },
                "--plants" when isNumber => options with { Plants = (int)Math.Min(number, (ulong)Plant.All.Count) },
                "--planted" when isNumber => options with { IsPlanted = number != 0 },
                _ => null,
            };
            if (next is null)
            {
                return false;
            }

            options = next;
        }

        return true;
    }
}
