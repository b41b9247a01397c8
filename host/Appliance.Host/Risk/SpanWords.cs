using Appliance.Margin.Control.Span;

namespace Appliance.Host.Risk;

/// <summary>Words for choices in files and tables.</summary>
internal static class SpanWords
{
    /// <summary>In the order of <see cref="SpanMinimumMethod"/>.</summary>
    public static readonly string[] Minimums = ["GROSS", "MAX"];

    /// <summary>In the order of <see cref="SpanSpreadMethod"/>.</summary>
    public static readonly string[] Methods = ["flat", "weighted", "scanning"];

    public static string OfMinimum(SpanMinimumMethod method) => Minimums[(int)method];

    public static string OfMethod(SpanSpreadMethod method) => Methods[(int)method];
}
