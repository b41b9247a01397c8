using System;
using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// Instruments, arrays and rules of one clearing house on one day: all that the margin of a portfolio follows from.
/// Immutable once made; links are indices and were checked.
/// </summary>
public sealed class SpanModel
{
    private readonly string[] symbols;
    private readonly int[] bySymbol;

    public SpanModel(
        string clearingOrganization,
        string businessDate,
        IReadOnlyList<SpanScenario> scenarios,
        IReadOnlyList<SpanCommodity> commodities,
        IReadOnlyList<SpanSpread> interSpreads,
        IReadOnlyList<SpanInstrument> instruments)
    {
        ClearingOrganization = clearingOrganization;
        BusinessDate = businessDate;
        Scenarios = scenarios;
        Commodities = commodities;
        InterSpreads = interSpreads;
        Instruments = instruments;
        symbols = new string[instruments.Count];
        bySymbol = new int[instruments.Count];
        for (int i = 0; i < symbols.Length; i++)
        {
            symbols[i] = instruments[i].Symbol;
            bySymbol[i] = i;
        }

        Array.Sort(symbols, bySymbol, StringComparer.Ordinal);
    }

    public string ClearingOrganization { get; }

    /// <summary>yyyymmdd.</summary>
    public string BusinessDate { get; }

    /// <summary>In the order of the arrays.</summary>
    public IReadOnlyList<SpanScenario> Scenarios { get; }

    public IReadOnlyList<SpanCommodity> Commodities { get; }

    public IReadOnlyList<SpanSpread> InterSpreads { get; }

    public IReadOnlyList<SpanInstrument> Instruments { get; }

    /// <summary>Index of the instrument with this symbol, or -1.</summary>
    public int IndexOf(string symbol)
    {
        int at = Array.BinarySearch(symbols, symbol, StringComparer.Ordinal);
        return at < 0 ? -1 : bySymbol[at];
    }

    /// <summary>
    /// Index of the one instrument with this clearing house number, FAMILYID:CONTRACTID or CONTRACTID alone; -1 when
    /// there is none, -2 when there are several.
    /// </summary>
    public int IndexOfNumber(string number)
    {
        int found = -1;
        for (int i = 0; i < Instruments.Count; i++)
        {
            string id = Instruments[i].ContractId;
            bool isIt = id == number
                || (id.EndsWith(number, StringComparison.Ordinal) && number.Length > 0
                    && id.Length > number.Length && id[id.Length - number.Length - 1] == ':');
            if (isIt)
            {
                found = found == -1 ? i : -2;
            }
        }

        return found;
    }

    /// <summary>Index of the commodity with this code, or -1.</summary>
    public int IndexOfCommodity(string code)
    {
        for (int i = 0; i < Commodities.Count; i++)
        {
            if (Commodities[i].Code == code)
            {
                return i;
            }
        }

        return -1;
    }
}
