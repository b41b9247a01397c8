using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;
using Appliance.Wire.Tests.Cases;

namespace Appliance.Wire.Tests;

/// <summary>The codecs against the schemas: every number of the XML is found again in what a codec does.</summary>
public sealed class SchemaLayoutTests
{
    public static TheoryData<string> Messages => MessageCase.Names();

    [Theory]
    [MemberData(nameof(Messages))]
    public void Header_and_block_length_are_those_of_the_schema(string name)
    {
        MessageCase message = MessageCase.Named(name);
        byte[] frame = message.Frame([]);
        Assert.Equal(SbeStatus.Ok, MessageHeader.TryRead(frame, out MessageHeader h));
        Assert.Equal(message.Schema.BlockLength, h.BlockLength);
        Assert.Equal(message.Schema.TemplateId, h.TemplateId);
        Assert.Equal(message.Schema.SchemaId, h.SchemaId);
        Assert.Equal(message.Schema.Version, h.Version);
        SchemaField last = message.Schema.Fields[^1];
        Assert.InRange(last.FrameOffset + last.Size, 1, frame.Length);
        Assert.Equal(0, frame.Length % 8);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_written_field_changes_its_own_bytes_only_and_little_endian(string name)
    {
        MessageCase message = MessageCase.Named(name);
        IReadOnlyList<SchemaField> fields = message.Schema.Fields;
        ulong[] values = new ulong[fields.Count];
        byte[] zero = message.Frame(values);
        Assert.All(zero.Skip(MessageHeader.Size + message.Schema.BlockLength + 8), b => Assert.Equal(0, b));
        for (int i = 0; i < fields.Count; i++)
        {
            SchemaField field = fields[i];
            ulong pattern = field.IsText ? ulong.MaxValue : 0x8877665544332211UL;
            values[i] = pattern;
            byte[] frame = message.Frame(values);
            values[i] = 0;
            byte[] expected = (byte[])zero.Clone();
            for (int k = 0; k < field.Size; k++)
            {
                expected[field.FrameOffset + k] = field.IsText ? (byte)0xFF : (byte)(0x11 * (k + 1));
            }

            Assert.True(frame.AsSpan().SequenceEqual(expected), $"{name}.{field.Name} is not where the schema says");
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Properties_exponents_and_nulls_carry_the_schema_names(string name)
    {
        MessageCase message = MessageCase.Named(name);
        Type decoder = Codec(name + "Decoder");
        Type encoder = Codec(name + "Encoder");
        List<string> properties = [];
        foreach (SchemaField field in message.Schema.Fields.Where(f => !f.Name.Contains('[', StringComparison.Ordinal)))
        {
            string property = field.Exponent is null ? field.Name : field.Name + "Mantissa";
            properties.Add(property);
            if (field.Exponent is int exponent)
            {
                Assert.Equal((sbyte)exponent, Constant(decoder, field.Name + "Exponent"));
            }

            if (field.IsOptional)
            {
                object expected = field.Encoding switch
                {
                    "int64" => long.MinValue,
                    "uint64" => ulong.MaxValue,
                    _ => (object)uint.MaxValue,
                };
                Assert.Equal(expected, Constant(decoder, property + "Null"));
                Assert.NotNull(decoder.GetProperty(field.Name + "IsNull"));
            }
        }

        Assert.Equal(properties.Order(), encoder.GetProperties().Select(p => p.Name).Order());
        IEnumerable<string> readable = decoder.GetProperties().Select(p => p.Name);
        Assert.Equal(properties.Order(), readable.Where(p => !p.EndsWith("IsNull", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Enumerations_and_sets_are_those_of_the_schema()
    {
        foreach (XElement element in SchemaXml.Common.Elements())
        {
            string kind = element.Name.LocalName;
            if (kind is not ("enum" or "set"))
            {
                continue;
            }

            Type type = Codec(SchemaXml.Text(element, "name"));
            string encoding = SchemaXml.Text(element, "encodingType");
            Assert.Equal(encoding == "uint16" ? typeof(ushort) : typeof(byte), Enum.GetUnderlyingType(type));
            IEnumerable<(string, ulong)> expected =
                element.Elements().Select(v => (SchemaXml.Text(v, "name"), Value(v)));
            if (kind == "set")
            {
                expected = expected.Prepend(("None", 0UL));
            }

            Assert.Equal(
                expected,
                Enum.GetNames(type).Select(n => (n, Convert.ToUInt64(Enum.Parse(type, n), null))));
        }

        static ulong Value(XElement value) => value.Name.LocalName == "choice" ? 1UL << int.Parse(value.Value, null)
            : SchemaXml.Text(value.Parent!, "encodingType") == "char" ? value.Value.Single()
            : ulong.Parse(value.Value, null);
    }

    [Fact]
    public void Schemas_keep_to_themselves_and_to_alignment()
    {
        HashSet<int> templates = [];
        foreach (string file in SchemaXml.Files)
        {
            foreach (XElement element in SchemaXml.Messages(SchemaXml.Load(file)))
            {
                SchemaMessage message = SchemaXml.Message(file, SchemaXml.Text(element, "name"));
                Assert.True(templates.Add(message.TemplateId), $"template {message.TemplateId} is used twice");
                Assert.Equal(0, message.BlockLength % 8);
                int end = MessageHeader.Size;
                foreach (SchemaField field in message.Fields)
                {
                    Assert.True(end <= field.FrameOffset, $"{message.Name}.{field.Name} overlaps");
                    Assert.Equal(0, field.IsText ? field.FrameOffset % 8 : field.FrameOffset % field.Size);
                    end = field.FrameOffset + field.Size;
                }
            }
        }
    }

    [Fact]
    public void Reject_reasons_are_the_reason_codes_of_the_core()
    {
        Assert.Equal(
            Enum.GetValues<Core.ReasonCode>().Select(c => (c.ToString(), (ushort)c)),
            Enum.GetValues<RejectReason>().Select(c => (c.ToString(), (ushort)c)));
    }

    private static Type Codec(string name) => typeof(MessageHeader).Assembly.GetType("Appliance.Wire." + name, true)!;

    private static object? Constant(Type codec, string name) =>
        codec.GetField(name, BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue();
}
