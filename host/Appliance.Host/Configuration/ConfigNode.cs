using System.Collections.Generic;
using System.Text.Json;

namespace Appliance.Host.Configuration;

/// <summary>Where an effective value came from; a later one wins.</summary>
public enum ConfigOrigin
{
    Default = 0,
    File = 1,
    Environment = 2,
    Flag = 3,
}

/// <summary>What a node of the configuration is.</summary>
internal enum ConfigKind
{
    Object,
    List,

    /// <summary>Text in quotes.</summary>
    Text,

    /// <summary>A number, true, false or null, as written.</summary>
    Bare,

    /// <summary>A word from the environment or a flag, which know no quotes.</summary>
    Word,
}

/// <summary>
/// A configuration before anybody believed it: objects, lists and text, each leaf with its origin. Layers are merged
/// here, so that the typed reader sees one tree and can list every fault of all layers at once.
/// </summary>
internal sealed class ConfigNode
{
    private ConfigNode(ConfigKind kind, ConfigOrigin origin, string text)
    {
        Kind = kind;
        Origin = origin;
        Text = text;
    }

    public ConfigKind Kind { get; }

    public ConfigOrigin Origin { get; }

    /// <summary>The leaf as written, without quotes.</summary>
    public string Text { get; }

    /// <summary>Members of an object, in the order of the file they first stood in.</summary>
    public List<KeyValuePair<string, ConfigNode>> Members { get; } = [];

    public List<ConfigNode> Items { get; } = [];

    public static ConfigNode Word(string text, ConfigOrigin origin) => new(ConfigKind.Word, origin, text);

    /// <summary>Copies a document. A key written twice in one object is a fault: readers differ on it.</summary>
    public static ConfigNode From(JsonElement element, ConfigOrigin origin, string path, List<string> faults)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                ConfigNode node = new(ConfigKind.Object, origin, "");
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    string memberPath = ConfigPath.Member(path, member.Name);
                    if (node.Find(member.Name) is not null)
                    {
                        faults.Add($"{memberPath}: is given twice");
                        continue;
                    }

                    node.Members.Add(new(member.Name, From(member.Value, origin, memberPath, faults)));
                }

                return node;
            case JsonValueKind.Array:
                ConfigNode list = new(ConfigKind.List, origin, "");
                foreach (JsonElement item in element.EnumerateArray())
                {
                    list.Items.Add(From(item, origin, ConfigPath.Item(path, list.Items.Count), faults));
                }

                return list;
            case JsonValueKind.String:
                return new ConfigNode(ConfigKind.Text, origin, element.GetString() ?? "");
            default:
                return new ConfigNode(ConfigKind.Bare, origin, element.GetRawText());
        }
    }

    public ConfigNode? Find(string name)
    {
        foreach (KeyValuePair<string, ConfigNode> member in Members)
        {
            if (member.Key == name)
            {
                return member.Value;
            }
        }

        return null;
    }

    /// <summary>Lays a later layer over this one: objects key by key, everything else whole.</summary>
    public void Overlay(ConfigNode later)
    {
        foreach (KeyValuePair<string, ConfigNode> member in later.Members)
        {
            ConfigNode? own = Find(member.Key);
            if (own is { Kind: ConfigKind.Object } && member.Value.Kind == ConfigKind.Object)
            {
                own.Overlay(member.Value);
            }
            else
            {
                Set(member.Key, member.Value);
            }
        }
    }

    /// <summary>Replaces a member, or adds it at the end.</summary>
    public void Set(string name, ConfigNode value)
    {
        int index = Members.FindIndex(m => m.Key == name);
        if (index < 0)
        {
            Members.Add(new(name, value));
        }
        else
        {
            Members[index] = new(name, value);
        }
    }
}
