using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>One schema and the C# namespace its codecs go to. Several schemas may share a namespace.</summary>
public sealed class EmitUnit
{
    public EmitUnit(SbeSchema schema, string @namespace)
    {
        Schema = schema;
        Namespace = @namespace;
    }

    public SbeSchema Schema { get; }

    /// <summary>
    /// A legal C# namespace; <see cref="CSharpNames.Namespace"/> makes one of a schema that names none.
    /// </summary>
    public string Namespace { get; }
}
