using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>Reads attributes into values; what cannot be read is reported at the attribute and left out.</summary>
internal sealed class AttributeReader
{
    private readonly Findings findings;

    public AttributeReader(Findings findings) => this.findings = findings;

    /// <summary>The trimmed value, or empty when it is not written.</summary>
    public static string Text(SchemaElement element, string name) => element.Find(name)?.Value.Trim() ?? string.Empty;

    /// <summary>The trimmed value, or empty after a finding.</summary>
    public string Required(SchemaElement element, string name)
    {
        string value = Text(element, name);
        if (value.Length == 0)
        {
            string what = "<" + element.Name + "> needs the attribute " + name;
            findings.Add(SbeRules.MissingAttribute, element.At(name), what);
        }

        return value;
    }

    /// <summary>A whole number from 0 on, or null when it is not written or after a finding.</summary>
    public int? Count(SchemaElement element, string name)
    {
        if (element.Find(name) is not { } attribute)
        {
            return null;
        }

        NumberStatus status = NumberText.ParseCount(attribute.Value.Trim(), out int value);
        switch (status)
        {
            case NumberStatus.Ok:
                return value;
            case NumberStatus.OkWithFraction:
                findings.Add(SbeRules.OddNumber, attribute.Position, Said(attribute) + " is read as " + value);
                return value;
            default:
                string fault = status == NumberStatus.NotANumber
                    ? Said(attribute) + " is not a whole number"
                    : Said(attribute) + " is not between 0 and " + int.MaxValue;
                findings.Add(SbeRules.BadAttribute, attribute.Position, fault);
                return null;
        }
    }

    /// <summary>
    /// The version from which on nobody should use it. Metadata: what cannot be read as a version is left out with a
    /// warning.
    /// </summary>
    public int? Deprecated(SchemaElement element)
    {
        if (element.Find("deprecated") is not { } attribute)
        {
            return null;
        }

        if (NumberText.ParseCount(attribute.Value.Trim(), out int version) <= NumberStatus.OkWithFraction)
        {
            return version;
        }

        findings.Add(SbeRules.NoEffect, attribute.Position, Said(attribute) + " is not a version and has no effect");
        return null;
    }

    /// <summary>The presence that is written, or null when none is or after a finding.</summary>
    public SbePresence? Presence(SchemaElement element)
    {
        switch (Text(element, "presence"))
        {
            case "":
                return null;
            case "required":
                return SbePresence.Required;
            case "optional":
                return SbePresence.Optional;
            case "constant":
                return SbePresence.Constant;
            default:
                findings.Add(
                    SbeRules.BadAttribute,
                    element.At("presence"),
                    Said(element.Find("presence")!) + " is none of required, optional, constant");
                return null;
        }
    }

    /// <summary>What every named thing has: name, description, versions.</summary>
    public void Common(SchemaElement element, SbeType type)
    {
        type.Name = Text(element, "name");
        type.Description = Text(element, "description");
        type.SemanticType = Text(element, "semanticType");
        type.SinceVersion = Count(element, "sinceVersion") ?? 0;
        type.Deprecated = Deprecated(element);
        type.Position = element.Position;
    }

    public static string Said(SchemaAttribute attribute) => attribute.Name + "=\"" + attribute.Value + "\"";
}
