using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Appliance.Sbe.Interpreting;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Tool.Views;

/// <summary>
/// Frames for people: a line a value, nested values indented. What bytes say is shown so that a terminal cannot be
/// told anything by them.
/// </summary>
internal sealed class TextView(TextWriter output) : IDecodeView
{
    private const int NameColumn = 32;
    private const long TicksPerSecond = 10_000_000;
    private const long NsPerSecond = 1_000_000_000;

    /// <inheritdoc/>
    public void Show(in FrameOrigin origin, SbeDecoded decoded, int frameLength)
    {
        string stamp = origin.StampNs is long ns ? $" {Time(ns)}" : string.Empty;
        string place = origin.Place.Length > 0 ? $" {origin.Place}" : string.Empty;
        output.Write($"#{origin.Number}{stamp}{place}\n");
        string name = decoded.Message is null ? "no message" : Safe(decoded.Message.Name);
        string ids = decoded.Header is null
            ? string.Empty
            : $" (template {decoded.TemplateId}, schema {decoded.SchemaId}, version {decoded.Version})";
        output.Write($"{name}{ids}, {decoded.EncodedLength} of {frameLength} bytes\n");
        foreach (SbeNode child in decoded.Body?.Children ?? [])
        {
            Write(child, 1);
        }

        if (decoded.Status != SbeStatus.Ok)
        {
            output.Write($"  status {decoded.Status} at {Safe(decoded.Where)}\n");
        }

        if (decoded.IsCut)
        {
            output.Write($"  not shown: values beyond {SbeInterpreter.NodesMax}\n");
        }
    }

    private void Write(SbeNode node, int depth)
    {
        string indent = new(' ', 2 * depth);
        bool isEntry = node.Kind == SbeNodeKind.Entry;
        string name = isEntry ? $"[{node.Name}]" : Safe(node.Name);
        string words = ValueOf(node);
        string line = words.Length > 0 ? $"{indent}{name}".PadRight(NameColumn) + " " + words : indent + name;
        output.Write(line + "\n");
        if (node.State != SbeNodeState.Absent && !IsInLine(node))
        {
            foreach (SbeNode child in node.Children)
            {
                Write(child, depth + 1);
            }
        }
    }

    private static string ValueOf(SbeNode node)
    {
        if (node.State == SbeNodeState.Absent)
        {
            return "absent in this version";
        }

        return node.Kind switch
        {
            SbeNodeKind.Group => $"{node.Children.Count} entries",
            SbeNodeKind.Composite when IsInLine(node) => Decimal(node),
            SbeNodeKind.Composite => node.State == SbeNodeState.Null ? "null" : string.Empty,
            SbeNodeKind.Array => string.Join(' ', node.Children.Select(ValueOf)),
            SbeNodeKind.Entry => string.Empty,
            SbeNodeKind.Enum => Enum(node),
            SbeNodeKind.Set => Set(node),
            _ when node.State == SbeNodeState.Null => "null",
            SbeNodeKind.Text => Quoted(node.Text),
            SbeNodeKind.Bytes => node.Bytes.Length == 0 ? "(no bytes)" : Convert.ToHexStringLower(node.Bytes),
            _ => Scalar(node.Value),
        };
    }

    private static string Scalar(SbeValue value) =>
        value.Primitive == SbePrimitive.Char ? Quoted(SbeText.Of(value)) : SbeText.Of(value);

    private static string Enum(SbeNode node)
    {
        string raw = Scalar(node.Value);
        return node.Label is { } label ? $"{Safe(label)} ({raw})"
            : node.State == SbeNodeState.Null ? "null" : $"{raw} (no such value)";
    }

    private static string Set(SbeNode node)
    {
        string unknown = node.UnknownBits == 0
            ? string.Empty
            : $" and unknown bits 0x{node.UnknownBits.ToString("x", CultureInfo.InvariantCulture)}";
        return $"{{{string.Join(", ", node.Labels.Select(Safe))}}}{unknown}";
    }

    // A mantissa and an exponent are one number to a reader.
    private static bool IsInLine(SbeNode node) =>
        node.Kind == SbeNodeKind.Array
        || (node.Kind == SbeNodeKind.Composite
            && node.Children.Count == 2
            && node.Find("mantissa") is { Kind: SbeNodeKind.Scalar }
            && node.Find("exponent") is { Kind: SbeNodeKind.Scalar });

    private static string Decimal(SbeNode node)
    {
        SbeNode mantissa = node.Find("mantissa")!;
        SbeNode exponent = node.Find("exponent")!;
        bool isNull = mantissa.State != SbeNodeState.Present || exponent.State != SbeNodeState.Present;
        return isNull ? "null" : SbeText.Decimal(mantissa.Value, exponent.Value.Signed);
    }

    private static string Quoted(string words) => $"\"{Safe(words)}\"";

    private static string Safe(string words)
    {
        if (!words.Any(c => char.IsControl(c) || c == '\\' || c is >= '\u2028' and <= '\u202E'))
        {
            return words;
        }

        StringBuilder safe = new();
        foreach (char c in words)
        {
            bool isSafe = !char.IsControl(c) && c != '\\' && c is not (>= '\u2028' and <= '\u202E');
            safe.Append(isSafe ? c.ToString() : c == '\\' ? "\\\\" : $"\\u{(int)c:x4}");
        }

        return safe.ToString();
    }

    private static string Time(long ns)
    {
        long seconds = ns / NsPerSecond;
        string fraction = (ns % NsPerSecond).ToString("D9", CultureInfo.InvariantCulture);
        DateTime second = DateTime.UnixEpoch.AddTicks(Math.Max(0, seconds) * TicksPerSecond);
        return ns < 0
            ? $"{ns} ns"
            : second.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + $".{fraction}Z";
    }
}
