using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>
/// The named types of a schema, resolved when first asked for, so that their order in the file is free. A type that
/// is at fault is reported once, where it is declared; whoever uses it gets null and stays silent.
/// </summary>
internal sealed class TypeTable
{
    private readonly Dictionary<string, SchemaElement> declared =
        new Dictionary<string, SchemaElement>(StringComparer.Ordinal);

    private readonly Dictionary<string, SbeType?> resolved = new Dictionary<string, SbeType?>(StringComparer.Ordinal);
    private readonly HashSet<string> open = new HashSet<string>(StringComparer.Ordinal);
    private readonly List<string> order = new List<string>();
    private readonly Dictionary<SbeType, EnumConstant> constants = new Dictionary<SbeType, EnumConstant>();
    private readonly HashSet<SbeType> variable = new HashSet<SbeType>();
    private readonly Dictionary<SbeEnum, Dictionary<string, SbeValidValue>> values =
        new Dictionary<SbeEnum, Dictionary<string, SbeValidValue>>();

    private readonly TypeReader reader;

    public TypeTable(Findings findings)
    {
        Findings = findings;
        Attributes = new AttributeReader(findings);
        reader = new TypeReader(this);
    }

    public Findings Findings { get; }

    public AttributeReader Attributes { get; }

    /// <summary>Takes in a types element; one inside another, as an include gives, counts like its content.</summary>
    public void Declare(SchemaElement types)
    {
        foreach (SchemaElement child in types.Children)
        {
            if (child.Name == "types")
            {
                Declare(child);
            }
            else if (TypeReader.IsType(child.Name))
            {
                DeclareType(child);
            }
            else
            {
                Findings.Add(SbeRules.UnknownElement, child.Position, "<" + child.Name + "> is not a type");
            }
        }
    }

    /// <summary>Every declared type that could be resolved, in the order of the files.</summary>
    public IEnumerable<SbeType> ResolveAll()
    {
        foreach (string name in order)
        {
            if (Resolve(name, declared[name].Position) is { } type)
            {
                yield return type;
            }
        }
    }

    /// <summary>
    /// The declared type or primitive of that name; null when it is unknown, at fault or around itself.
    /// </summary>
    public SbeType? Resolve(string name, SourcePosition use)
    {
        if (resolved.TryGetValue(name, out SbeType? type))
        {
            return type;
        }

        if (!declared.TryGetValue(name, out SchemaElement? element))
        {
            return ResolvePrimitive(name, use);
        }

        if (open.Contains(name) || open.Count > SbeLimits.TypeDepthMax)
        {
            string fault = open.Contains(name) ? name + " contains itself" : "types nest too deep at " + name;
            Findings.Add(SbeRules.TypeCycle, use, fault);
            return null;
        }

        open.Add(name);
        type = reader.Read(element);
        open.Remove(name);
        resolved[name] = type;
        return type;
    }

    /// <summary>The value that a valueRef of the form Enum.Value names; null after a finding.</summary>
    public EnumConstant? ResolveValue(SchemaAttribute valueRef, SbeEnum? own)
    {
        string text = valueRef.Value.Trim();
        int dot = text.LastIndexOf('.');
        SbeEnum? type = own;
        if (dot >= 0)
        {
            string typeName = text.Substring(0, dot);
            type = declared.ContainsKey(typeName) ? Resolve(typeName, valueRef.Position) as SbeEnum : null;
        }

        SbeValidValue? value = type is null ? null : FindValue(type, text.Substring(dot + 1));
        if (type is null || value is null)
        {
            string fault = AttributeReader.Said(valueRef) + " names no value of an enum";
            Findings.Add(SbeRules.BadValueRef, valueRef.Position, fault);
            return null;
        }

        return new EnumConstant(type, value);
    }

    /// <summary>The value of that name, or null.</summary>
    public SbeValidValue? FindValue(SbeEnum type, string name)
    {
        if (!values.TryGetValue(type, out Dictionary<string, SbeValidValue>? byName))
        {
            byName = type.Values.ToDictionary(v => v.Name, StringComparer.Ordinal);
            values.Add(type, byName);
        }

        return byName.TryGetValue(name, out SbeValidValue? value) ? value : null;
    }

    /// <summary>Remembers that a constant type got its value by valueRef.</summary>
    public void SetConstant(SbeType type, EnumConstant constant) => constants[type] = constant;

    public EnumConstant? FindConstant(SbeType type) =>
        constants.TryGetValue(type, out EnumConstant? constant) ? constant : null;

    /// <summary>Remembers that somewhere in a composite is the content of variable-length data.</summary>
    public void SetVariableLength(SbeComposite composite) => variable.Add(composite);

    public bool HasVariableLength(SbeType type) => variable.Contains(type);

    private void DeclareType(SchemaElement element)
    {
        string name = Attributes.Required(element, "name");
        if (name.Length == 0)
        {
            return;
        }

        if (!declared.TryGetValue(name, out SchemaElement? first))
        {
            declared.Add(name, element);
            order.Add(name);
        }
        else if (first.Means(element))
        {
            Findings.Add(SbeRules.RepeatedType, element.At("name"), name + " repeats " + first.Position);
        }
        else
        {
            string fault = name + " is declared otherwise at " + first.Position;
            Findings.Add(SbeRules.DuplicateType, element.At("name"), fault);
        }
    }

    private SbeEncodedType? ResolvePrimitive(string name, SourcePosition use)
    {
        if (SbePrimitives.TryParse(name, out SbePrimitive primitive))
        {
            var type = new SbeEncodedType
            {
                Name = name,
                Primitive = primitive,
                Min = SbePrimitives.DefaultMin(primitive),
                Max = SbePrimitives.DefaultMax(primitive),
                Null = SbePrimitives.DefaultNull(primitive),
                Position = use,
            };
            resolved[name] = type;
            return type;
        }

        Findings.Add(SbeRules.UnknownType, use, "the type " + name + " is not declared");
        return null;
    }
}
