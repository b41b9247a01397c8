using System.Linq;
using Microsoft.CodeAnalysis;

namespace Appliance.Analyzers;

/// <summary>Which types carry a fraction: the floating ones, decimal, and whatever is built from them.</summary>
internal static class FloatingTypes
{
    /// <summary>Cheap test before a symbol is looked up.</summary>
    public static bool IsName(string name) =>
        name is "Single" or "Double" or "Decimal" or "Half" or "NFloat" or "BFloat16";

    /// <summary>True for the types themselves and for arrays, pointers, tuples and generics over them.</summary>
    public static bool Contains(ITypeSymbol? type) => type switch
    {
        null => false,
        IArrayTypeSymbol array => Contains(array.ElementType),
        IPointerTypeSymbol pointer => Contains(pointer.PointedAtType),
        INamedTypeSymbol named => IsFloating(named) || named.TypeArguments.Any(Contains),
        _ => false,
    };

    private static bool IsFloating(INamedTypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal => true,
        SpecialType.None => IsName(type.Name) && IsFromSystem(type),
        _ => false,
    };

    // Half lives in System, BFloat16 in System.Numerics, NFloat in System.Runtime.InteropServices.
    private static bool IsFromSystem(INamedTypeSymbol type)
    {
        INamespaceSymbol? top = type.ContainingNamespace;
        while (top?.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            top = outer;
        }

        return type.ContainingType is null && top?.Name == "System";
    }
}
