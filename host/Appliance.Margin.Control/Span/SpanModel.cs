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

    /// <summary>What <see cref="IndexOfNumber"/> gives for a number that is not unique.</summary>
    public const int SeveralInstruments = -2;

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
    /// there is none, <see cref="SeveralInstruments"/> when there are several.
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
                found = found == -1 ? i : SeveralInstruments;
            }
        }

        return found;
    }

    /// <summary>
    /// The symbol most like a text that is none: of the same series the nearest strike, else the one that begins most
    /// like it. Empty without instruments.
    /// </summary>
    public string NearestTo(string text)
    {
        int at = Array.BinarySearch(symbols, text, StringComparer.Ordinal);
        at = at < 0 ? ~at : at;
        string before = at > 0 ? symbols[at - 1] : "";
        string behind = at < symbols.Length ? symbols[at] : "";
        string nearest = SharedChars(behind, text) >= SharedChars(before, text) ? behind : before;
        string head = text[..(text.LastIndexOf('/') + 1)];
        if (head.Length == 0 || !DecimalText.TryParseMantissa(text.AsSpan(head.Length), -9, out long strike))
        {
            return nearest;
        }

        Int128 smallest = Int128.MaxValue;
        foreach (string symbol in symbols)
        {
            if (symbol.StartsWith(head, StringComparison.Ordinal)
                && DecimalText.TryParseMantissa(symbol.AsSpan(head.Length), -9, out long own)
                && Int128.Abs((Int128)own - strike) < smallest)
            {
                smallest = Int128.Abs((Int128)own - strike);
                nearest = symbol;
            }
        }

        return nearest;
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

    private static int SharedChars(string a, string b)
    {
        int count = 0;
        while (count < a.Length && count < b.Length && a[count] == b[count])
        {
            count++;
        }

        return count;
    }
}
