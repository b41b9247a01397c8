using System.Linq;
using Appliance.Sbe.Emitting;

namespace Appliance.SbeGenerator;

/// <summary>Namespaces that a project names; a root namespace is the project's name and need not be legal C#.</summary>
internal static class Namespaces
{
    /// <summary>
    /// Each part as an identifier: what no identifier holds becomes an underscore, a keyword gets one.
    /// </summary>
    public static string Legal(string name) => string.Join(".", name.Split('.').Select(LegalPart));

    private static string LegalPart(string part)
    {
        string identifier = CSharpNames.Verbatim(part);
        return CSharpNames.Escape(identifier) == identifier ? identifier : "_" + identifier;
    }
}
