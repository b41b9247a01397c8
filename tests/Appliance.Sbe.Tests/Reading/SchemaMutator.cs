using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Appliance.Sbe.Tests.Reading;

/// <summary>
/// Changes a schema so that it stays XML and mostly stays a schema: values of attributes are exchanged, elements go,
/// come twice or move. That reaches code which changed bytes never reach.
/// </summary>
internal sealed class SchemaMutator(Random random)
{
    private static readonly string[] Values =
    [
        "", "0", "-1", "1", "7", "255", "65536", "2147483647", "2147483648", "99999999999999999999", "0x80", "2.0", "x",
        "constant", "optional", "required", "char", "int8", "uint64", "float", "double", "varData", "messageHeader",
        "groupSizeEncoding", "E.A", ".", "data", "length", "blockLength", "bigEndian", " ",
    ];

    private static readonly string[] Names =
    [
        "name", "id", "type", "primitiveType", "presence", "length", "offset", "valueRef", "nullValue", "minValue",
        "maxValue", "sinceVersion", "deprecated", "encodingType", "dimensionType", "blockLength", "headerType",
        "version",
    ];

    public string Mutate(string schema, int changes)
    {
        XDocument document = XDocument.Parse(schema);
        for (int i = 0; i < changes; i++)
        {
            Change(document.Root!);
        }

        return document.ToString(SaveOptions.DisableFormatting);
    }

    private void Change(XElement root)
    {
        List<XElement> all = root.DescendantsAndSelf().ToList();
        XElement element = Pick(all);
        switch (random.Next(7))
        {
            case 0 when element != root:
                element.Remove();
                break;
            case 1 when element != root:
                element.AddAfterSelf(new XElement(element));
                break;
            case 2 when element != root:
                Pick(all.Where(e => !e.AncestorsAndSelf().Contains(element)).DefaultIfEmpty(root).ToList())
                    .Add(new XElement(element));
                break;
            case 3:
                element.Value = element.HasElements ? element.Value : Pick(Values);
                break;
            case 4 when element.HasAttributes:
                Pick(element.Attributes().ToList()).Remove();
                break;
            case 5:
                // A value that stands elsewhere: most often the name of something that is there.
                List<XAttribute> others = all.Attributes().Where(a => !a.IsNamespaceDeclaration).ToList();
                element.SetAttributeValue(Pick(Names), Pick(others).Value);
                break;
            default:
                element.SetAttributeValue(Pick(Names), Pick(Values));
                break;
        }
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
