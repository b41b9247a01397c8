using System.Collections.Generic;
using System.Linq;

namespace Appliance.Bench.Ring;

/// <summary>Figures of contestants, kept apart by where the cores were.</summary>
internal sealed class RateFigures
{
    private readonly Dictionary<(string Placement, string Name), List<double>> rates = [];
    private readonly Dictionary<string, double> bytes = [];

    public int Dropped { get; set; }

    public IEnumerable<string> Placements => rates.Keys.Select(key => key.Placement).Distinct();

    public void Add(string placement, string name, double rate)
    {
        if (!rates.TryGetValue((placement, name), out List<double>? list)) rates[(placement, name)] = list = [];
        list.Add(rate);
    }

    /// <summary>Keeps the least that was seen: what the runtime allocates beside is not the contestant's.</summary>
    public void AddBytes(string name, double bytesPerEvent) =>
        bytes[name] = bytes.TryGetValue(name, out double least) ? double.Min(least, bytesPerEvent) : bytesPerEvent;

    public double? Rate(string placement, string name) =>
        rates.TryGetValue((placement, name), out List<double>? list) ? BenchRun.Median(list) : null;

    public double? Bytes(string name) => bytes.TryGetValue(name, out double value) ? value : null;
}
