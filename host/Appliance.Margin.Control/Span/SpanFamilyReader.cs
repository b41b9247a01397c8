using System;
using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>Reads exchanges and the product families of the kinds that are understood.</summary>
internal sealed class SpanFamilyReader(SpanXmlCursor xml, SpanContractReader contracts)
{
    private readonly SpanFields family = new(
        xml, "pfId", "pfCode", "name", "currency", "cvf", "valueMeth", "priceModel");

    public List<string> Exchanges { get; } = [];

    public List<SpanFamily> Families { get; } = [];

    /// <summary>Families of kinds that are not understood, by element name.</summary>
    public SortedDictionary<string, int> LeftOut { get; } = new(StringComparer.Ordinal);

    public void ReadExchange()
    {
        string exchange = "";
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (xml.Name == "exch")
            {
                exchange = xml.Text();
            }
            else if (xml.Name.EndsWith("Pf", StringComparison.Ordinal) && exchange.Length == 0)
            {
                xml.Refuse("a product family stands before the exchange's name");
            }
            else if (SpanFamilyKinds.TryParseElement(xml.Name, out SpanFamilyKind kind))
            {
                ReadFamily(exchange, kind);
            }
            else
            {
                if (xml.Name.EndsWith("Pf", StringComparison.Ordinal))
                {
                    LeftOut[xml.Name] = LeftOut.GetValueOrDefault(xml.Name) + 1;
                }

                xml.Skip();
            }
        }

        if (exchange.Length == 0)
        {
            xml.Refuse("an exchange without <exch>");
        }

        Exchanges.Add(exchange);
    }

    private void ReadFamily(string exchange, SpanFamilyKind kind)
    {
        if (Families.Count >= xml.Limits.FamiliesMax || LeftOut.Count >= xml.Limits.FamiliesMax)
        {
            xml.Refuse($"more than {xml.Limits.FamiliesMax} product families");
        }

        List<SpanContract> list = [];
        family.Begin();
        int depth = xml.Enter();
        while (xml.NextChild(depth))
        {
            if (family.Take())
            {
                continue;
            }

            switch (xml.Name)
            {
                case "phy" when kind == SpanFamilyKind.Physical:
                case "fut" when kind == SpanFamilyKind.Future:
                    list.Add(contracts.ReadSingle(family.NotNegativeOr("cvf", -9, 0)));
                    break;
                case "series" when SpanFamilyKinds.IsOption(kind):
                    contracts.ReadSeries(family.NotNegativeOr("cvf", -9, 0), list);
                    break;
                default:
                    xml.Skip();
                    break;
            }
        }

        string id = family.Text("pfId");
        Families.Add(new SpanFamily
        {
            Exchange = exchange,
            Kind = kind,
            Id = id,
            Code = family.TextOr("pfCode", id),
            Name = family.TextOr("name", ""),
            Currency = family.Text("currency"),
            ValueMethod = family.TextOr("valueMeth", ""),
            PriceModel = family.TextOr("priceModel", ""),
            Contracts = list,
        });
    }
}
