using System;
using System.Collections.Generic;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>
/// The static class of a schema: which messages it has, and how a frame is checked before it is believed.
/// </summary>
internal sealed class SchemaEmitter
{
    private readonly EmitContext context;
    private readonly SbeSchema schema;
    private readonly IReadOnlyList<MessagePlan> plans;

    internal SchemaEmitter(EmitContext context, SbeSchema schema, IReadOnlyList<MessagePlan> plans)
    {
        this.context = context;
        this.schema = schema;
        this.plans = plans;
    }

    internal string Emit(string name)
    {
        CodeWriter code = context.NewFile();
        string id = CSharpTypes.Keyword(EmitNumbers.Primitive(schema.Header.SchemaId));
        string version = CSharpTypes.Keyword(EmitNumbers.Primitive(schema.Header.Version));
        code.Summary(
            schema.Description.Length > 0 ? schema.Description : "The messages of schema "
                + CSharpTypes.Text(schema.Id));
        code.Open("public static class " + name);
        code.Line("public const " + id + " Id = " + CSharpTypes.Text(schema.Id) + ";");
        code.Line("public const " + version + " Version = " + CSharpTypes.Text(schema.Version) + ";");
        code.Line("public const string Package = \"" + Words(schema.Package) + "\";");
        code.Line("public const string SemanticVersion = \"" + Words(schema.SemanticVersion) + "\";");
        code.Blank();
        code.Line("public static ReadOnlySpan<int> TemplateIds => ["
            + string.Join(", ", Array.ConvertAll(Ids(), i => CSharpTypes.Text(i))) + "];");
        code.Blank();
        code.Summary(
            "Ok and the least bytes of a block of this template in the acting version, or UnknownTemplate and 0.");
        code.Open("public static SbeStatus TryGetMinBlockLength(int templateId, int actingVersion, out int "
            + "blockBytesMin)");
        code.Open("switch (templateId)");
        foreach (MessagePlan plan in plans)
        {
            Case(code, plan, "blockBytesMin = " + plan.Root.DecoderName + ".MinBlockLength(actingVersion);");
        }

        Default(code, "blockBytesMin = 0;", "return SbeStatus.UnknownTemplate;");
        code.Close();
        code.Close();
        Switch(code, "Do groups or data follow the block, so that a frame has no fixed length?",
            "bool HasParts(int templateId)", p => p.HasParts ? "true" : "false", "false");
        Switch(code, "The message's name in the schema; empty for a template that is none of it.",
            "string Name(int templateId)", p => "\"" + Words(p.Message.Name) + "\"", "string.Empty");
        Validate(code);
        code.Close();
        return code.ToString();
    }

    private static string Words(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"");

    private static void Case(CodeWriter code, MessagePlan plan, string statement)
    {
        code.Line("case " + CSharpTypes.Text(plan.Message.Id) + ": // " + CSharpNames.Verbatim(plan.Message.Name));
        code.Indented(statement);
        code.Indented("return SbeStatus.Ok;");
    }

    private static void Default(CodeWriter code, params string[] statements)
    {
        code.Line("default:");
        foreach (string statement in statements)
        {
            code.Indented(statement);
        }
    }

    private int[] Ids()
    {
        int[] ids = new int[plans.Count];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = plans[i].Message.Id;
        }

        return ids;
    }

    private void Switch(CodeWriter code, string summary, string head, Func<MessagePlan, string> value, string otherwise)
    {
        code.Blank();
        code.Summary(summary);
        code.Open("public static " + head);
        code.Open("switch (templateId)");
        foreach (MessagePlan plan in plans)
        {
            code.Line("case " + CSharpTypes.Text(plan.Message.Id) + ":");
            code.Indented("return " + value(plan) + ";");
        }

        Default(code, "return " + otherwise + ";");
        code.Close();
        code.Close();
    }

    private void Validate(CodeWriter code)
    {
        code.Blank();
        code.SummaryXml(
            "Reads the header of a frame of any bytes and walks block, groups and data of the message it announces. "
            + "<paramref name=\"rest\"/> is what follows the message. Never throws, never allocates.");
        code.Open("public static SbeStatus Validate("
            + "ReadOnlySpan<byte> frame, out MessageHeader h, out ReadOnlySpan<byte> rest)");
        code.Line("rest = default;");
        code.Line("SbeStatus status = MessageHeader.TryRead(frame, out h);");
        code.Open("if (status != SbeStatus.Ok)");
        code.Line("return status;");
        code.Close();
        code.Blank();
        code.Open("if (h.SchemaId != Id)");
        code.Line("return SbeStatus.UnknownSchema;");
        code.Close();
        code.Blank();
        code.Line("ReadOnlySpan<byte> body = frame[MessageHeader.Size..];");
        code.Open("switch (h.TemplateId)");
        foreach (MessagePlan plan in plans)
        {
            code.Line("case " + CSharpTypes.Text(plan.Message.Id) + ":");
            code.Indented("return " + plan.Root.DecoderName + ".Validate(body, h, out rest);");
        }

        Default(code, "return SbeStatus.UnknownTemplate;");
        code.Close();
        code.Close();
    }
}
