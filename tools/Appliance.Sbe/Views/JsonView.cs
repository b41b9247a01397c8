using System;
using System.Buffers;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Appliance.Sbe.Interpreting;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Tool.Views;

/// <summary>
/// Frames for programs: one JSON object a line. Integers are exact, 64 bits too. An enum is the name of its value, or
/// the bare value when the schema has no name for it; a set is a list of names, with unknown bits as a hexadecimal
/// text; bytes are hexadecimal; what the sender's version does not have is { "absent": true }.
/// </summary>
internal sealed class JsonView(TextWriter output) : IDecodeView
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    /// <inheritdoc/>
    public void Show(in FrameOrigin origin, SbeDecoded decoded, int frameLength)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("frame", origin.Number);
            if (origin.Place.Length > 0)
            {
                json.WriteString("place", origin.Place);
            }

            if (origin.StampNs is long ns)
            {
                json.WriteNumber("stampNs", ns);
            }

            Write(json, decoded, frameLength);
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    /// <summary>Fields, groups and data of a node as one object.</summary>
    public static string Body(SbeNode node)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            WriteNode(json, node);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, SbeDecoded decoded, int frameLength)
    {
        json.WriteString("status", decoded.Status.ToString());
        if (decoded.Where.Length > 0)
        {
            json.WriteString("where", decoded.Where);
        }

        if (decoded.Message is not null)
        {
            json.WriteString("message", decoded.Message.Name);
        }

        json.WriteNumber("encodedLength", decoded.EncodedLength);
        json.WriteNumber("frameLength", frameLength);
        if (decoded.Header is not null)
        {
            json.WritePropertyName("header");
            WriteNode(json, decoded.Header);
        }

        if (decoded.Body is not null)
        {
            json.WritePropertyName("body");
            WriteNode(json, decoded.Body);
        }

        if (decoded.IsCut)
        {
            json.WriteBoolean("isCut", true);
        }
    }

    private static void WriteNode(Utf8JsonWriter json, SbeNode node)
    {
        if (node.State == SbeNodeState.Absent)
        {
            json.WriteStartObject();
            json.WriteBoolean("absent", true);
            json.WriteEndObject();
            return;
        }

        switch (node.Kind)
        {
            case SbeNodeKind.Group or SbeNodeKind.Array:
                json.WriteStartArray();
                foreach (SbeNode child in node.Children)
                {
                    WriteNode(json, child);
                }

                json.WriteEndArray();
                break;
            case SbeNodeKind.Composite or SbeNodeKind.Entry or SbeNodeKind.Message:
                json.WriteStartObject();
                foreach (SbeNode child in node.Children)
                {
                    json.WritePropertyName(child.Name);
                    WriteNode(json, child);
                }

                json.WriteEndObject();
                break;
            case SbeNodeKind.Set:
                WriteSet(json, node);
                break;
            case SbeNodeKind.Enum when node.Label is not null:
                json.WriteStringValue(node.Label);
                break;
            default:
                WriteLeaf(json, node);
                break;
        }
    }

    private static void WriteLeaf(Utf8JsonWriter json, SbeNode node)
    {
        if (node.State == SbeNodeState.Null)
        {
            json.WriteNullValue();
        }
        else if (node.Kind == SbeNodeKind.Text)
        {
            json.WriteStringValue(node.Text);
        }
        else if (node.Kind == SbeNodeKind.Bytes)
        {
            json.WriteStringValue(Convert.ToHexStringLower(node.Bytes));
        }
        else if (node.Value.Primitive == SbePrimitive.Char || !IsNumber(node.Value))
        {
            json.WriteStringValue(SbeText.Of(node.Value));
        }
        else
        {
            // A float is written as the double of the same value: every reader of JSON gets back its bits.
            json.WriteRawValue(SbePrimitives.IsFloating(node.Value.Primitive) ? Real(node.Value) : SbeText.Of(node.Value));
        }
    }

    private static void WriteSet(Utf8JsonWriter json, SbeNode node)
    {
        json.WriteStartArray();
        foreach (string label in node.Labels)
        {
            json.WriteStringValue(label);
        }

        if (node.UnknownBits != 0)
        {
            json.WriteStringValue("0x" + node.UnknownBits.ToString("x", CultureInfo.InvariantCulture));
        }

        json.WriteEndArray();
    }

    private static bool IsNumber(SbeValue value) =>
        !SbePrimitives.IsFloating(value.Primitive) || double.IsFinite(AsDouble(value));

    private static string Real(SbeValue value) => AsDouble(value).ToString("R", CultureInfo.InvariantCulture);

    private static double AsDouble(SbeValue value) => value.Primitive == SbePrimitive.Float
        ? BitConverter.UInt32BitsToSingle((uint)value.Bits)
        : BitConverter.UInt64BitsToDouble(value.Bits);
}
