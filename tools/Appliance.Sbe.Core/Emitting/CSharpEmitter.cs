using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>
/// Makes C# of schemas: per message a decoder and an encoder, per type an enum, set or composite, per schema a class
/// that lists its messages, and once what all of them share. The same input gives the same text, byte for byte.
/// </summary>
public static class CSharpEmitter
{
    /// <summary>Emits all units; on an error there are findings and no files.</summary>
    public static EmitResult Emit(IReadOnlyList<EmitUnit> units, EmitOptions options)
    {
        var findings = new List<SbeDiagnostic>();
        var files = new List<EmitFile>();
        foreach (EmitUnit unit in units)
        {
            EmitChecks.Check(unit.Schema, findings);
        }

        if (findings.Count == 0)
        {
            var flavor = new Flavor(options.SafeReads);
            EmitSupport(units, new EmitContext(options.RuntimeNamespace, options.RuntimeNamespace, flavor, findings),
                files);
            foreach (IGrouping<string, EmitUnit> space in units.GroupBy(u => u.Namespace, StringComparer.Ordinal))
            {
                var context = new EmitContext(space.Key, options.RuntimeNamespace, flavor, findings);
                EmitNamespace(space.Select(u => u.Schema).ToList(), context, files);
            }
        }

        bool hasErrors = findings.Exists(f => f.Severity == SbeSeverity.Error);
        return new EmitResult(hasErrors ? new List<EmitFile>() : files, findings);
    }

    private static void EmitSupport(IReadOnlyList<EmitUnit> units, EmitContext context, List<EmitFile> files)
    {
        if (units.Count == 0)
        {
            return;
        }

        var emitter = new SupportEmitter(context);
        Add(files, context, "SbeStatus", emitter.Status());
        Add(files, context, "SbeBytes", emitter.Bytes());
        foreach (IGrouping<SbeByteOrder, EmitUnit> order in units.GroupBy(u => u.Schema.ByteOrder).OrderBy(g => g.Key))
        {
            bool hasFloats = order.Any(u => EmitChecks.HasFloats(u.Schema));
            Add(files, context, MessagePlan.BytesOf(order.Key), emitter.Ordered(order.Key, hasFloats));
        }
    }

    private static void EmitNamespace(List<SbeSchema> schemas, EmitContext context, List<EmitFile> files)
    {
        List<List<MessagePlan>> plans = schemas.ConvertAll(s => Plan(s, context));
        foreach (SbeSchema schema in schemas)
        {
            context.Types.Add(schema);
        }

        var header = new HeaderEmitter(context, schemas[0]);
        Add(files, context, "MessageHeader", header.Emit());
        var types = new TypeEmitter(context);
        foreach (TypeEntry entry in context.Types.Entries)
        {
            Add(files, context, entry.Name, types.Emit(entry));
        }

        for (int i = 0; i < schemas.Count; i++)
        {
            if (HeaderEmitter.Layout(schemas[i]) != HeaderEmitter.Layout(schemas[0]))
            {
                context.Findings.Add(new SbeDiagnostic(
                    EmitFindings.TypeTwice,
                    SbeSeverity.Error,
                    schemas[i].Header.Composite.Position,
                    "the message header differs from the one in " + schemas[0].File + "; give it another namespace"));
            }

            foreach (MessagePlan plan in plans[i])
            {
                CodeWriter code = context.NewFile();
                new DecoderEmitter(code, context, plan).Emit();
                code.Blank();
                new EncoderEmitter(code, context, plan).Emit(header);
                string name = plan.Root.DecoderName;
                Add(files, context, name.Substring(0, name.LastIndexOf("Decoder", StringComparison.Ordinal)),
                    code.ToString());
            }

            string schemaName = context.Names.Allocate(CSharpNames.Pascal(CSharpNames.FileStem(schemas[i].File))
                + "Schema");
            Add(files, context, schemaName, new SchemaEmitter(context, schemas[i], plans[i]).Emit(schemaName));
        }
    }

    internal static List<MessagePlan> Plan(SbeSchema schema, EmitContext context)
    {
        var plans = new List<MessagePlan>();
        var own = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (SbeMessage message in schema.Messages)
        {
            string name = CSharpNames.Pascal(message.Name);
            if (context.Names.IsTaken(name + "Decoder") && own.Add(name))
            {
                context.Findings.Add(new SbeDiagnostic(
                    EmitFindings.TypeTwice,
                    SbeSeverity.Error,
                    message.Position,
                    "another schema of this namespace has a message '" + message.Name
                        + "'; give it another namespace"));
            }

            own.Add(name);
            string decoder = context.Names.Allocate(name + "Decoder");
            string encoder = context.Names.Allocate(name + "Encoder");
            context.Names.Reserve(name);
            plans.Add(new MessagePlan(message, schema, decoder, encoder));
        }

        return plans;
    }

    private static void Add(List<EmitFile> files, EmitContext context, string name, string text) =>
        files.Add(new EmitFile(context.Namespace + "." + name + ".g.cs", text));
}
