using System.Collections.Generic;
using System.Linq;

namespace Appliance.Exactness.Tests;

/// <summary>A margin group: one group by itself, or a pool with its members.</summary>
internal sealed record PlainUnit(PlainGroup Head, IReadOnlyList<PlainGroup> Parts)
{
    public bool IsPool => Head.Kind == Margin.MarginGroupKind.Pool;

    public static PlainUnit Alone(PlainGroup group) => new(group, [group]);

    /// <summary>The same with one of its groups in another state.</summary>
    public PlainUnit With(PlainGroup changed) =>
        new(Head.Id == changed.Id ? changed : Head, [.. Parts.Select(p => p.Id == changed.Id ? changed : p)]);
}
