using System;
using System.Collections.Generic;
using System.Globalization;
using Appliance.Margin.Control;

namespace Appliance.Host.Configuration;

/// <summary>One value in effect, for people: where it stands, what it is, where it came from.</summary>
public readonly record struct EffectiveValue(string Path, string Value, ConfigOrigin Origin);

/// <summary>
/// Reads one object of the merged configuration. Every read that fails adds one line with the path and gives a legal
/// stand-in, so that reading goes on and all faults come out at once. <see cref="Close"/> refuses what nobody read.
/// </summary>
internal sealed class ConfigReader
{
    private readonly ConfigNode? node;
    private readonly string path;
    private readonly List<string> faults;
    private readonly List<EffectiveValue> values;
    private readonly List<string> known = [];

    public ConfigReader(ConfigNode? node, string path, List<string> faults, List<EffectiveValue> values)
    {
        this.node = node is { Kind: ConfigKind.Object } ? node : null;
        this.path = path;
        this.faults = faults;
        this.values = values;
        if (node is not null && this.node is null)
        {
            Fault(path, "an object belongs here", node.Origin);
        }
    }

    /// <summary>A read of this object failed: checks across its values would only repeat that.</summary>
    public bool HasFault { get; private set; }

    /// <summary>True when a key that may be absent is there.</summary>
    public bool Has(string name)
    {
        Know(name);
        return node?.Find(name) is not null;
    }

    public string PathOf(string name) => ConfigPath.Member(path, name);

    public ConfigReader Object(string name) => new(Take(name), PathOf(name), faults, values);

    /// <summary>The objects of a list; a count outside the bounds is one fault.</summary>
    public List<ConfigReader> Objects(string name, int countMin, int countMax)
    {
        List<ConfigReader> readers = [];
        ConfigNode? list = Take(name);
        if (list is null)
        {
            return readers;
        }

        if (list.Kind != ConfigKind.List)
        {
            Fault(PathOf(name), "a list belongs here", list.Origin);
            return readers;
        }

        if (list.Items.Count < countMin || list.Items.Count > countMax)
        {
            Fault(PathOf(name), $"holds {list.Items.Count} entries, not {countMin}..{countMax}", list.Origin);
        }

        for (int i = 0; i < list.Items.Count; i++)
        {
            readers.Add(new ConfigReader(list.Items[i], ConfigPath.Item(PathOf(name), i), faults, values));
        }

        return readers;
    }

    public long Whole(string name, long min, long max)
    {
        ConfigNode? leaf = TakeLeaf(name);
        if (leaf is null)
        {
            return min;
        }

        bool isNumber = long.TryParse(
            leaf.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value);
        if (leaf.Kind == ConfigKind.Text || !isNumber)
        {
            Fault(PathOf(name), $"{Shown(leaf)} is not a whole number", leaf.Origin);
            return min;
        }

        if (value < min || value > max)
        {
            Fault(PathOf(name), $"{value} is not in {min}..{max}", leaf.Origin);
            return min;
        }

        return value;
    }

    /// <summary>A whole number, or one of the words that stand for one.</summary>
    public long WholeOr(string name, long min, long max, params ReadOnlySpan<(string Word, long Value)> words)
    {
        string text = node?.Find(name)?.Text ?? "";
        foreach ((string word, long value) in words)
        {
            if (text == word)
            {
                return TakeLeaf(name) is null ? min : value;
            }
        }

        return Whole(name, min, max);
    }

    public string Text(string name)
    {
        ConfigNode? leaf = TakeLeaf(name);
        if (leaf is { Kind: ConfigKind.Bare })
        {
            Fault(PathOf(name), $"{Shown(leaf)} is not text in quotes", leaf.Origin);
            return "";
        }

        return leaf?.Text ?? "";
    }

    /// <summary>Index of the value in the list of legal ones.</summary>
    public int Choice(string name, params ReadOnlySpan<string> choices)
    {
        ConfigNode? leaf = TakeLeaf(name);
        if (leaf is null)
        {
            return 0;
        }

        int index = leaf.Kind == ConfigKind.Bare ? -1 : choices.IndexOf(leaf.Text);
        if (index < 0)
        {
            Fault(PathOf(name), $"{Shown(leaf)} is none of {string.Join(", ", choices!)}", leaf.Origin);
        }

        return Math.Max(index, 0);
    }

    /// <summary>A rate as Q32, rounded up for requirements and down for credits.</summary>
    public ulong Rate(string name, bool isUp)
    {
        ConfigNode? leaf = TakeLeaf(name);
        if (leaf is null)
        {
            return 0;
        }

        bool isRead = isUp
            ? DecimalText.TryParseQ32Up(leaf.Text, out ulong q32)
            : DecimalText.TryParseQ32Down(leaf.Text, out q32);
        if (!isRead)
        {
            Fault(PathOf(name), $"{Shown(leaf)} is not a decimal from 0 to below 256", leaf.Origin);
        }

        return q32;
    }

    /// <summary>A decimal with at most -exponent digits after the point, as a whole number of 10^exponent.</summary>
    public long Mantissa(string name, int exponent, long min, long max)
    {
        ConfigNode? leaf = TakeLeaf(name);
        if (leaf is null)
        {
            return min;
        }

        if (!DecimalText.TryParseMantissa(leaf.Text, exponent, out long mantissa))
        {
            Fault(PathOf(name), $"{Shown(leaf)} is not a decimal with at most {-exponent} places", leaf.Origin);
            return min;
        }

        if (mantissa < min || mantissa > max)
        {
            Fault(PathOf(name), $"{Shown(leaf)} is out of range", leaf.Origin);
            return min;
        }

        return mantissa;
    }

    /// <summary>A fault of a value that was read well but does not fit the others.</summary>
    public void Refuse(string name, string reason) => Fault(PathOf(name), reason, node?.Find(name)?.Origin ?? default);

    /// <summary>Refuses every member that no read asked for: a misspelt key must not be silently ignored.</summary>
    public void Close()
    {
        foreach (KeyValuePair<string, ConfigNode> member in node?.Members ?? [])
        {
            if (!known.Contains(member.Key))
            {
                Fault(PathOf(member.Key), $"unknown key; known here: {string.Join(", ", known)}", member.Value.Origin);
            }
        }
    }

    private ConfigNode? TakeLeaf(string name)
    {
        ConfigNode? leaf = Take(name);
        if (leaf is { Kind: ConfigKind.Object or ConfigKind.List })
        {
            Fault(PathOf(name), "a single value belongs here", leaf.Origin);
            return null;
        }

        if (leaf is not null)
        {
            values.Add(new EffectiveValue(PathOf(name), leaf.Text, leaf.Origin));
        }

        return leaf;
    }

    private ConfigNode? Take(string name)
    {
        Know(name);
        ConfigNode? member = node?.Find(name);
        if (member is null && node is not null)
        {
            Fault(PathOf(name), "is missing", node.Origin);
        }

        return member;
    }

    private void Know(string name)
    {
        if (!known.Contains(name))
        {
            known.Add(name);
        }
    }

    private void Fault(string place, string reason, ConfigOrigin origin)
    {
        HasFault = true;
        faults.Add(origin switch
        {
            ConfigOrigin.Environment => $"{place}: {reason} (from {ConfigPath.Variable(place)})",
            ConfigOrigin.Flag => $"{place}: {reason} (from its flag)",
            _ => $"{place}: {reason}",
        });
    }

    private static string Shown(ConfigNode leaf) => leaf.Kind == ConfigKind.Bare ? leaf.Text : $"\"{leaf.Text}\"";
}
