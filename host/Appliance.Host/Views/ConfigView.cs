using System;
using System.IO;
using System.Text;
using System.Text.Json;
using Appliance.Host.Configuration;
using Appliance.Margin;
using Appliance.Margin.Control;

namespace Appliance.Host.Views;

/// <summary>The configuration in effect, each value with its origin, and the risk snapshot it makes.</summary>
public static class ConfigView
{
    public static void WritePlain(EffectiveConfig config, TextWriter output)
    {
        int pathWidth = 0;
        int valueWidth = 0;
        foreach (EffectiveValue value in config.Values)
        {
            pathWidth = Math.Max(pathWidth, value.Path.Length);
            valueWidth = Math.Max(valueWidth, Shown(value).Length);
        }

        StringBuilder text = new();
        foreach (EffectiveValue value in config.Values)
        {
            text.Append(value.Path.PadRight(pathWidth)).Append("  ").Append(Shown(value).PadRight(valueWidth))
                .Append("  ").Append(OriginName(value.Origin)).Append('\n');
        }

        RiskSnapshot snapshot = SnapshotBuilder.Build(config.Risk, config.JointTable, out JointSelection joint);
        text.Append('\n').Append("risk snapshot: S = ").Append(snapshot.Profile.Entries)
            .Append(", ").Append(snapshot.Underlyings.Length).Append(" underlyings, ")
            .Append(snapshot.Instruments.Length).Append(" instruments\n");
        text.Append("joint columns: ").Append(joint.Count(JointKind.Hypothetical)).Append(" hypothetical, ")
            .Append(joint.Count(JointKind.Historical)).Append(" historical, ")
            .Append(joint.Count(JointKind.Mirror)).Append(" mirrored, ")
            .Append(joint.Count(JointKind.Padding)).Append(" zero\n");
        foreach (string note in joint.Notes)
        {
            text.Append("note: ").Append(note).Append('\n');
        }

        text.Append("sha256: ").Append(Convert.ToHexStringLower(snapshot.Sha256())).Append('\n');
        output.Write(text.ToString());
    }

    public static void WriteJson(EffectiveConfig config, TextWriter output)
    {
        RiskSnapshot snapshot = SnapshotBuilder.Build(config.Risk, config.JointTable, out JointSelection joint);
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", 1);
            json.WriteStartArray("values");
            foreach (EffectiveValue value in config.Values)
            {
                json.WriteStartObject();
                json.WriteString("path", value.Path);
                json.WriteString("value", value.Value);
                json.WriteString("origin", OriginName(value.Origin));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("notes");
            foreach (string note in joint.Notes)
            {
                json.WriteStringValue(note);
            }

            json.WriteEndArray();
            json.WriteString("snapshotSha256", Convert.ToHexStringLower(snapshot.Sha256()));
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(bytes.ToArray()));
        output.Write('\n');
    }

    private static string Shown(EffectiveValue value) => value.Value.Length == 0 ? "\"\"" : value.Value;

    private static string OriginName(ConfigOrigin origin) => origin switch
    {
        ConfigOrigin.File => "file",
        ConfigOrigin.Environment => "env",
        ConfigOrigin.Flag => "flag",
        _ => "default",
    };
}
