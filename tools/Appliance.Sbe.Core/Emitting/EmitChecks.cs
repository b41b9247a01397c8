using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>What a schema may say and no codec could do: numbers that do not fit where the wire carries them.</summary>
internal static class EmitChecks
{
    internal static void Check(SbeSchema schema, List<SbeDiagnostic> findings)
    {
        SbeHeader header = schema.Header;
        SbeMember[] members = { header.BlockLength, header.TemplateId, header.SchemaId, header.Version };
        foreach (SbeMember member in members)
        {
            Supported(member, findings);
        }

        if (findings.Count > 0)
        {
            return;
        }

        Fits(schema.Id, header.SchemaId, schema.Header.Composite.Position, "schema id", findings);
        Fits(schema.Version, header.Version, schema.Header.Composite.Position, "schema version", findings);
        foreach (SbeMessage message in schema.Messages)
        {
            Fits(message.Id, header.TemplateId, message.Position, "template id", findings);
            Fits(message.BlockLength, header.BlockLength, message.Position, "block length", findings);
            Parts(message, findings);
        }
    }

    /// <summary>
    /// Does any value need a float or a double? The decided path has none, and no code for them either.
    /// </summary>
    internal static bool HasFloats(SbeSchema schema)
    {
        return schema.Types.Exists(HasFloats) || schema.Messages.Exists(HasFloats);
    }

    private static bool HasFloats(SbeBlock block) =>
        block.Fields.Exists(f => HasFloats(f.Type)) || block.Groups.Exists(HasFloats);

    private static bool HasFloats(SbeType type) =>
        type is SbeEncodedType encoded ? SbePrimitives.IsFloating(encoded.Primitive)
        : type is SbeComposite composite && composite.Members.Any(m => HasFloats(m.Type));

    private static void Parts(SbeBlock block, List<SbeDiagnostic> findings)
    {
        foreach (SbeGroup group in block.Groups)
        {
            int before = findings.Count;
            Supported(group.Dimension.BlockLength, findings);
            Supported(group.Dimension.NumInGroup, findings);
            if (findings.Count == before)
            {
                Fits(group.BlockLength, group.Dimension.BlockLength, group.Position, "block length", findings);
            }

            Parts(group, findings);
        }

        foreach (SbeData data in block.Data)
        {
            Supported(data.Length, findings);
        }
    }

    private static void Supported(SbeMember member, List<SbeDiagnostic> findings)
    {
        if (!EmitNumbers.IsSupported(member))
        {
            findings.Add(new SbeDiagnostic(
                EmitFindings.WidthNotSupported,
                SbeSeverity.Error,
                member.Position,
                "'" + member.Name + "' must be a uint8, uint16 or uint32 to make codecs of"));
        }
    }

    private static void Fits(
        int value, SbeMember member, SourcePosition position, string what, List<SbeDiagnostic> findings)
    {
        ulong max = CSharpTypes.UnsignedMax(EmitNumbers.Primitive(member));
        if (value < 0 || (ulong)value > max)
        {
            findings.Add(new SbeDiagnostic(
                EmitFindings.DoesNotFit,
                SbeSeverity.Error,
                position,
                what + " " + CSharpTypes.Text(value) + " does not fit '" + member.Name + "' of the header"));
        }
    }
}
