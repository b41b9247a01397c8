using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Interpreting;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Tool.Schemas;

/// <summary>Schemas that one stream of frames may mix: a frame says by its schema id which of them it is of.</summary>
internal sealed class SchemaSet(IEnumerable<SbeSchema> schemas)
{
    private readonly SbeInterpreter[] interpreters = [.. schemas.Select(s => new SbeInterpreter(s))];

    /// <summary>The frame by the first schema that knows it, else why the first of all does not.</summary>
    public SbeDecoded Decode(byte[] bytes, int offset, int length)
    {
        SbeDecoded first = interpreters[0].Decode(bytes, offset, length);
        SbeDecoded decoded = first;
        for (int i = 1; i < interpreters.Length && decoded.Status == SbeStatus.UnknownSchema; i++)
        {
            decoded = interpreters[i].Decode(bytes, offset, length);
        }

        return decoded.Status == SbeStatus.UnknownSchema ? first : decoded;
    }
}
