using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using static Appliance.Host.Views.MicroText;

namespace Appliance.Host.Views;

/// <summary>Rows of a page that say: this term is this formula, with these numbers, which is so many micro.</summary>
internal sealed class ExplainRows
{
    // Leaves room for the two columns of the value within a page.
    private const int FormulaMax = 60;

    private readonly List<IReadOnlyList<string>> rows = [];
    private readonly List<string> zeros = [];

    /// <summary>A term, how it comes about, its value in micro and in units. Long sums take several lines.</summary>
    public void Add(string term, string formula, BigInteger micro)
    {
        string left = formula;
        while (left.Length > FormulaMax)
        {
            int at = left.LastIndexOf(" + ", FormulaMax, System.StringComparison.Ordinal);
            if (at < 0)
            {
                break;
            }

            rows.Add([term, left[..(at + 2)], "", ""]);
            (term, left) = ("", "  " + left[(at + 3)..]);
        }

        rows.Add([term, left, Whole(micro), Units(micro)]);
    }

    /// <summary>The same, but a term that is zero is only named, with all others of its kind, on one line.</summary>
    public void AddUnlessZero(string term, string formula, BigInteger micro)
    {
        if (micro.IsZero)
        {
            zeros.Add(term);
        }
        else
        {
            Add(term, formula, micro);
        }
    }

    /// <summary>A term that is no money.</summary>
    public void AddText(string term, string what) => rows.Add([term, what, "", ""]);

    /// <summary>Writes the rows out, zero terms last but for the result, if the last row is one.</summary>
    public void WriteTo(AlignedText text, bool hasResult = true)
    {
        if (zeros.Count > 0)
        {
            rows.Insert(hasResult ? rows.Count - 1 : rows.Count, ["zero: " + string.Join(", ", zeros)]);
        }

        text.Table("llrr", rows);
    }

    /// <summary>ceil(x * rate / 2^32).</summary>
    public static string Ceil(BigInteger x, BigInteger rate) => $"ceil({Whole(x)} * {Whole(rate)} / 2^32)";

    public static string Sum(IEnumerable<BigInteger> terms)
    {
        string sum = string.Join(" + ", terms.Select(Whole));
        return sum.Replace("+ -", "- ", System.StringComparison.Ordinal);
    }
}
