using System;
using Appliance.Core;

namespace Appliance.Margin.Control.Span;

/// <summary>The words of the file for <see cref="SpanFamilyKind"/>.</summary>
public static class SpanFamilyKinds
{
    // In the order of the enumeration: the word in links and contract ids, and the element that holds a family.
    private static readonly string[] Codes = ["PHY", "FUT", "OOP", "OOF"];

    private static readonly string[] Elements = ["phyPf", "futPf", "oopPf", "oofPf"];

    public static int Count => Codes.Length;

    /// <summary>In the order of the enumeration.</summary>
    public static ReadOnlySpan<string> AllCodes => Codes;

    public static string Code(SpanFamilyKind kind) => Codes[(int)kind];

    public static bool IsOption(SpanFamilyKind kind) => kind >= SpanFamilyKind.OptionOnPhysical;

    public static bool TryParse(string code, out SpanFamilyKind kind)
    {
        int index = Array.IndexOf(Codes, code);
        kind = (SpanFamilyKind)Math.Max(index, 0);
        return index >= 0;
    }

    internal static bool TryParseElement(string element, out SpanFamilyKind kind)
    {
        int index = Array.IndexOf(Elements, element);
        kind = (SpanFamilyKind)Math.Max(index, 0);
        return index >= 0;
    }

    internal static string Element(SpanFamilyKind kind)
    {
        Check.That((int)kind < Elements.Length);
        return Elements[(int)kind];
    }
}
