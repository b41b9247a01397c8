namespace Appliance.Sbe.Emitting;

/// <summary>Codes of what only shows when C# is made of a schema that is right in itself.</summary>
internal static class EmitFindings
{
    /// <summary>Two different types, messages or headers of one name in one namespace.</summary>
    internal const string TypeTwice = "SBE201";

    /// <summary>A number of the schema does not fit the field that carries it on the wire.</summary>
    internal const string DoesNotFit = "SBE202";

    /// <summary>A length or count of 64 bits or with a sign, which no codec of ours reads.</summary>
    internal const string WidthNotSupported = "SBE203";
}
