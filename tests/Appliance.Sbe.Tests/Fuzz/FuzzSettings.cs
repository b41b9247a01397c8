using System;
using System.Globalization;

namespace Appliance.Sbe.Tests.Fuzz;

/// <summary>How long and with which seed to fuzz: what make fuzz sets, or little and always the same.</summary>
internal static class FuzzSettings
{
    public static ulong Seed => Read("SEED", 1);

    public static int Schemas => (int)Read("FUZZ_SCHEMAS", 40);

    private static ulong Read(string name, ulong otherwise) =>
        ulong.TryParse(
            Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : otherwise;
}
