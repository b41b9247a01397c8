using System.Collections.Generic;
using System.IO;
using System.Linq;
using Appliance.Sbe.Model;
using Appliance.Sbe.Tests.Interpreting;

namespace Appliance.Sbe.Tests;

/// <summary>The appliance's own schemas.</summary>
internal static class OwnSchemas
{
    public static readonly string[] Names = ["market-data.xml", "order-flow.xml", "risk.xml", "session.xml"];

    public static string Folder { get; } = Path.Combine(SharedFolder.Root, "host", "Appliance.Wire", "schemas");

    public static IEnumerable<string> Files => Names.Select(n => Path.Combine(Folder, n));

    public static IEnumerable<SbeSchema> All => Files.Select(Vectors.Schema);
}
