using System.Collections.Generic;
using Appliance.Core;
using Appliance.Margin.Control.Span;

namespace Appliance.Host.Risk;

/// <summary>Positions of a portfolio, by contract id.</summary>
internal static class PortfolioFile
{
    /// <summary>What the file looks like, for --help.</summary>
    public const string Help = """

        Portfolio file, JSON; lots are whole contracts, negative when short:
          { "positions": [
              { "contract": "BIST/FUT/XU030/201606S0",         "lots": 5 },
              { "contract": "BIST/OOP/XU030/201606S0/C/100",   "lots": -10 },
              { "contract": "100002:10651",                    "lots": 2 } ] }
        A contract is named EXCHANGE/PHY/FAMILY, EXCHANGE/FUT/FAMILY/PERIOD or EXCHANGE/OOP/FAMILY/PERIOD/C|P/STRIKE,
        or by the clearing house's numbers, FAMILYID:CONTRACTID, or CONTRACTID where only one contract has it.

        """;

    private const long BytesMax = 64L << 20;
    private const int PositionsMax = 1 << 20;

    public static List<SpanPosition> Read(string file, SpanModel model) =>
        JsonFile.Read("--portfolio", file, BytesMax, root => Read(root, model));

    private static List<SpanPosition> Read(JsonPart root, SpanModel model)
    {
        root.AllowOnly("positions");
        List<SpanPosition> positions = [];
        Dictionary<int, int> lines = [];
        foreach (JsonPart part in root.List("positions", 1, PositionsMax))
        {
            part.AllowOnly("contract", "lots");
            string contract = part.Text("contract");
            long lots = part.Whole("lots", -Limits.GroupLotsMax, Limits.GroupLotsMax);
            int index = Find(part, contract, model);
            if (index < 0)
            {
                continue;
            }

            if (!lines.TryAdd(index, positions.Count))
            {
                part.Refuse("contract", $"{model.Instruments[index].Symbol} is given twice");
            }

            positions.Add(new SpanPosition(index, lots));
        }

        return positions;
    }

    private static int Find(JsonPart part, string contract, SpanModel model)
    {
        if (contract.Length == 0)
        {
            part.Refuse("contract", "names no contract");
            return -1;
        }

        int index = model.IndexOf(contract);
        if (index < 0)
        {
            index = model.IndexOfNumber(contract);
        }

        if (index == SpanModel.SeveralInstruments)
        {
            part.Refuse("contract", $"\"{contract}\" is the number of several contracts; write FAMILYID:CONTRACTID");
        }
        else if (index < 0)
        {
            part.Refuse(
                "contract",
                $"\"{contract}\" is not a contract of {model.ClearingOrganization} on {model.BusinessDate}"
                    + $" (nearest: {model.NearestTo(contract)})");
        }

        return index;
    }
}
