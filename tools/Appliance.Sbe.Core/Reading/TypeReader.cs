using System.Linq;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>Reads one declaration of a type, named or in place.</summary>
internal sealed class TypeReader
{
    private static readonly string[] Kinds = { "type", "composite", "enum", "set" };

    private readonly EncodedTypeReader encoded;
    private readonly EnumReader enums;
    private readonly SetReader sets;
    private readonly CompositeReader composites;

    public TypeReader(TypeTable table)
    {
        encoded = new EncodedTypeReader(table);
        enums = new EnumReader(table);
        sets = new SetReader(table);
        composites = new CompositeReader(table, this);
    }

    public static bool IsType(string elementName) => Kinds.Contains(elementName);

    /// <summary>The type, or null after a finding.</summary>
    public SbeType? Read(SchemaElement element)
    {
        switch (element.Name)
        {
            case "composite":
                return composites.Read(element);
            case "enum":
                return enums.Read(element);
            case "set":
                return sets.Read(element);
            default:
                return encoded.Read(element);
        }
    }
}
