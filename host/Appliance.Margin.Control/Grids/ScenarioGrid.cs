using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// The scenarios of an underlying as data: at most thirty points, each in its row of the bucket block, and how far
/// they move volatility. Another venue's grid is another file, not other code.
/// </summary>
public sealed class ScenarioGrid
{
    /// <summary>Names of the grids that are built in.</summary>
    public static readonly IReadOnlyList<string> EmbeddedNames =
        ["ism-1", "span-16", "deribit-extended", "okx-portfolio"];

    /// <summary>The default table of host/MARGIN.md section 3.</summary>
    public static readonly ScenarioGrid Ism1 = Embedded("ism-1");

    private readonly ScenarioPoint[] points;

    internal ScenarioGrid(string name, string note, VolatilityShock shock, ScenarioPoint[] points)
    {
        Check.That(points.Length is > 0 and <= RiskProfile.BucketScenarios);
        Name = name;
        Note = note;
        Shock = shock;
        this.points = points;
    }

    public string Name { get; }

    /// <summary>What the grid is, in a sentence.</summary>
    public string Note { get; }

    public VolatilityShock Shock { get; }

    /// <summary>In rising order of their index, no index twice.</summary>
    public ReadOnlySpan<ScenarioPoint> Points => points;

    /// <summary>
    /// Reads a grid from JSON. Null when it is not one; then <paramref name="fault"/> is one sentence that begins
    /// with the path of what is wrong, and otherwise empty.
    /// </summary>
    public static ScenarioGrid? Parse(string json, out string fault) => Parse(json, [], out fault);

    /// <summary>The same with some of the grid's named parameters replaced.</summary>
    public static ScenarioGrid? Parse(string json, ReadOnlySpan<GridParameter> overrides, out string fault) =>
        ScenarioGridReader.Read(json, overrides, out fault);

    /// <summary>A built-in grid; the name is one of <see cref="EmbeddedNames"/>.</summary>
    public static ScenarioGrid Embedded(string name, params ReadOnlySpan<GridParameter> overrides)
    {
        ScenarioGrid? grid = Parse(EmbeddedText(name), overrides, out string fault);
        Check.That(grid is not null && fault.Length == 0);
        return grid;
    }

    /// <summary>The file of a built-in grid: a start for one's own.</summary>
    public static string EmbeddedText(string name)
    {
        using Stream? stream = typeof(ScenarioGrid).Assembly.GetManifestResourceStream($"grids.{name}.json");
        Check.That(stream is not null);
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
