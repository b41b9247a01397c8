using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Margin.Control;

namespace Appliance.Host.Configuration;

/// <summary>What loading gave: a configuration, or every reason why there is none.</summary>
public sealed record ConfigLoad(EffectiveConfig? Config, IReadOnlyList<string> Faults);

/// <summary>
/// Default file, then the user's file, then APPLIANCE_ variables, then flags, into one checked configuration. Nothing
/// here throws on what users write: every fault of every layer is one line with its place.
/// </summary>
public static class ConfigLoader
{
    private const string DefaultResource = "appliance.default.jsonc";

    // By then a crash day has called and liquidated.
    private const int WarmUpEventsUsual = 100_000;
    private const int WarmUpEventsMax = 10_000_000;

    private static readonly JsonDocumentOptions JsonWithComments = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 16,
    };

    /// <summary>The commented default file, as built in.</summary>
    public static string DefaultText()
    {
        using Stream? stream = typeof(ConfigLoader).Assembly.GetManifestResourceStream(DefaultResource);
        Check.That(stream is not null);
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    public static ConfigLoad Load(
        string? file, IReadOnlyDictionary<string, string> variables, IReadOnlyList<ConfigFlag> flags)
    {
        List<string> faults = [];
        ConfigNode? root = Parse(DefaultText(), ConfigOrigin.Default, DefaultResource, faults);
        Check.That(root is not null && faults.Count == 0);
        List<string> paths = [];
        AddLeaves(root, "", paths);
        if (file is not null && ReadText(file, file, faults) is string text
            && Parse(text, ConfigOrigin.File, file, faults) is ConfigNode layer)
        {
            if (layer.Kind == ConfigKind.Object)
            {
                root.Overlay(layer);
            }
            else
            {
                faults.Add($"{file}: an object belongs here");
            }
        }

        OverlayVariables(root, paths, variables, faults);
        foreach (ConfigFlag flag in flags)
        {
            SetWord(root, flag.Path, ConfigNode.Word(flag.Value, ConfigOrigin.Flag));
        }

        EffectiveConfig config = Read(root, file, faults);
        if (faults.Count == 0)
        {
            foreach (string fault in SnapshotCheck.Faults(SnapshotBuilder.Build(config.Risk, config.JointTable)))
            {
                faults.Add($"risk: {fault}");
            }
        }

        return new ConfigLoad(faults.Count == 0 ? config : null, faults);
    }

    private static EffectiveConfig Read(ConfigNode root, string? file, List<string> faults)
    {
        List<EffectiveValue> values = [];
        ConfigReader top = new(root, "", faults, values);
        ConfigReader pacing = top.Object("pacing");
        ConfigReader limits = top.Object("limits");
        ConfigReader calls = top.Object("calls");
        ConfigReader telemetry = top.Object("telemetry");
        EffectiveConfig config = new()
        {
            Scenario = top.Text("scenario"),
            Seed = (ulong)top.Whole("seed", 0, long.MaxValue),
            Bars = (int)top.Whole("bars", 0, int.MaxValue),
            Accounts = (int)top.Whole("accounts", 1, Limits.AccountsMax),
            Topology = (Topology)top.Choice("topology", "auto", "fused", "staged"),
            WarmUpEvents = (int)top.WholeOr("warmUp", 0, WarmUpEventsMax, ("on", WarmUpEventsUsual), ("off", 0)),
            CountersFile = telemetry.Text("countersFile"),
            Pipeline = PipelineReader.Read(top),
            OrdersPerSecond = pacing.Whole("ordersPerSecond", 0, 1_000_000_000),
            OrdersMax = (int)limits.Whole("ordersMax", 1, Limits.OrdersMax),
            GroupInstrumentsMax = (int)limits.Whole("groupInstrumentsMax", 1, Limits.GroupInstrumentsMax),
            GroupBucketsMax = (int)limits.Whole("groupBucketsMax", 1, Limits.GroupBucketsMax),
            RecordFile = top.Text("recordFile"),
            CallDeadlineMs = calls.Whole("deadlineMs", 1, 30L * 24 * 3600 * 1000),
            FeeReserveQ32 = limits.Rate("feeReserve", isUp: true),
            Risk = EmptyRisk,
            ProfileName = "",
            JointTableFile = "",
            JointTable = JointTable.Empty,
            Values = values,
        };
        pacing.Close();
        limits.Close();
        calls.Close();
        telemetry.Close();
        RiskReader risk = new(top.Object("risk"));
        RiskModel model = risk.Read();
        top.Close();
        return config with
        {
            Risk = model,
            ProfileName = risk.ProfileName,
            JointTableFile = risk.JointTableFile,
            JointTable = ReadJointTable(risk.JointTableFile, file, values, faults),
        };
    }

    private static RiskModel EmptyRisk { get; } = new()
    {
        Profile = RiskProfile.Lite,
        Parameters = new RiskParameters(),
        Joint = new JointModel(),
        Underlyings = [],
        Instruments = [],
    };

    // A relative path counts from the file that names it, so that a configuration can travel with its table; one from
    // the environment counts from the working folder.
    private static JointTable ReadJointTable(
        string table, string? configFile, List<EffectiveValue> values, List<string> faults)
    {
        const string Place = "risk.joint.table";
        bool isFromFile = values.Exists(v => v.Path == Place && v.Origin == ConfigOrigin.File);
        if (table.Length == 0)
        {
            return JointTable.Empty;
        }

        string folder = isFromFile ? Path.GetDirectoryName(configFile) ?? "" : "";
        if (ReadText(Path.Combine(folder, table), Place, faults) is not string csv)
        {
            return JointTable.Empty;
        }

        JointTable read = JointTable.Read(csv);
        foreach (string fault in read.Faults)
        {
            faults.Add($"{Place}: {fault}");
        }

        return read;
    }

    private static string? ReadText(string file, string place, List<string> faults)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            faults.Add(place == file ? $"{file}: cannot be read" : $"{place}: {file} cannot be read");
            return null;
        }
    }

    private static ConfigNode? Parse(string text, ConfigOrigin origin, string file, List<string> faults)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, JsonWithComments);
            return ConfigNode.From(document.RootElement, origin, "", faults);
        }
        catch (JsonException e)
        {
            faults.Add($"{file}: line {e.LineNumber + 1}: is not JSON with comments");
            return null;
        }
    }

    private static void OverlayVariables(
        ConfigNode root, List<string> paths, IReadOnlyDictionary<string, string> variables, List<string> faults)
    {
        List<string> names = [.. variables.Keys];
        names.Sort(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!name.StartsWith(ConfigPath.VariablePrefix, StringComparison.Ordinal))
            {
                continue;
            }

            string? path = paths.Find(p => ConfigPath.Variable(p) == name);
            if (path is null)
            {
                faults.Add($"{name}: no key has this name");
            }
            else
            {
                SetWord(root, path, ConfigNode.Word(variables[name], ConfigOrigin.Environment));
            }
        }
    }

    private static void AddLeaves(ConfigNode node, string path, List<string> paths)
    {
        foreach (KeyValuePair<string, ConfigNode> member in node.Members)
        {
            string memberPath = ConfigPath.Member(path, member.Key);
            if (member.Value.Kind == ConfigKind.Object)
            {
                AddLeaves(member.Value, memberPath, paths);
            }
            else if (member.Value.Kind != ConfigKind.List)
            {
                paths.Add(memberPath);
            }
        }
    }

    // The path is one of ours, but a user's file may have put something else where its objects belong.
    private static void SetWord(ConfigNode root, string path, ConfigNode word)
    {
        string[] names = path.Split('.');
        ConfigNode? node = root;
        for (int i = 0; i < names.Length - 1 && node is not null; i++)
        {
            node = node.Find(names[i]);
        }

        if (node is { Kind: ConfigKind.Object })
        {
            node.Set(names[^1], word);
        }
    }
}
