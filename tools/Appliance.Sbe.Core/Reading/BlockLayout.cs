using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>
/// Places the parts of a block or composite. A written offset may lie before an earlier part, in padding; without one
/// a part follows the end of all before it. Parts that share a byte are an error.
/// </summary>
internal sealed class BlockLayout
{
    private readonly Findings findings;
    private readonly List<Part> parts = new List<Part>();

    public BlockLayout(Findings findings) => this.findings = findings;

    /// <summary>Bytes up to the end of the last part.</summary>
    public int End { get; private set; }

    /// <summary>
    /// The offset of a part of so many bytes, or null after a finding. A constant has no place: null bytes.
    /// </summary>
    public int? Place(string name, SchemaElement element, int? offset, int? bytes)
    {
        if (bytes is not { } size)
        {
            return End;
        }

        long start = offset ?? End;
        if (start + size > SbeLimits.BlockBytesMax)
        {
            string fault = name + " ends behind byte " + SbeLimits.BlockBytesMax;
            findings.Add(SbeRules.TooLong, element.At("offset"), fault);
            return null;
        }

        var part = new Part(name, element.At("offset"), (int)start, (int)start + size, parts.Count);
        parts.Add(part);
        End = part.End > End ? part.End : End;
        return part.Start;
    }

    /// <summary>
    /// A finding for each part that shares bytes with one that reaches further, at the later in the file.
    /// </summary>
    public void CheckOverlap()
    {
        Part? furthest = null;
        foreach (Part part in parts.OrderBy(p => p.Start).ThenBy(p => p.Order))
        {
            if (furthest is not null && part.Start < furthest.End)
            {
                Part later = part.Order > furthest.Order ? part : furthest;
                Part earlier = later == part ? furthest : part;
                string fault = later.Said + " overlaps " + earlier.Said;
                findings.Add(SbeRules.Overlap, later.Position, fault);
            }

            furthest = furthest is null || part.End > furthest.End ? part : furthest;
        }
    }

    private sealed class Part
    {
        public Part(string name, SourcePosition position, int start, int end, int order)
        {
            Said = name + " (bytes " + start + " to " + (end - 1) + ")";
            Position = position;
            Start = start;
            End = end;
            Order = order;
        }

        public string Said { get; }

        public SourcePosition Position { get; }

        public int Start { get; }

        public int End { get; }

        public int Order { get; }
    }
}
