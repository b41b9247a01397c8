using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>
/// A message or a group: its values, what follows its block, and the names of the types that read it.
/// </summary>
internal sealed class BlockPlan
{
    internal BlockPlan(SbeBlock block, PartPlan? part)
    {
        Block = block;
        Part = part;
        Depth = part == null ? 0 : part.Owner.Depth + 1;
        foreach (SbeField field in block.Fields)
        {
            Values.Add(ValueSlot.Of(field));
        }

        foreach (SbeGroup group in block.Groups)
        {
            Parts.Add(new PartPlan(this, Parts.Count, group));
        }

        foreach (SbeData data in block.Data)
        {
            Parts.Add(new PartPlan(this, Parts.Count, data));
        }
    }

    internal SbeBlock Block { get; }

    /// <summary>The group this is the entry of; null for a message.</summary>
    internal PartPlan? Part { get; }

    /// <summary>0 for a message, 1 for its groups, and so on.</summary>
    internal int Depth { get; }

    internal List<ValueSlot> Values { get; } = new List<ValueSlot>();

    /// <summary>Groups, then data, as they follow the block.</summary>
    internal List<PartPlan> Parts { get; } = new List<PartPlan>();

    /// <summary>The decoder of the message or of one entry.</summary>
    internal string DecoderName { get; set; } = string.Empty;

    internal string EncoderName { get; set; } = string.Empty;

    /// <summary>Nothing follows the block, so that all entries have one length.</summary>
    internal bool IsFlat => Parts.Count == 0;

    /// <summary>
    /// The versions in which the least block length grows, and what it is from there on; 0 comes first.
    /// </summary>
    internal List<KeyValuePair<int, int>> MinBlockLengths()
    {
        var steps = new List<KeyValuePair<int, int>> { new KeyValuePair<int, int>(0, Block.MinBlockLength(0)) };
        foreach (int version in Block.Fields.Select(f => f.SinceVersion).Distinct().OrderBy(v => v))
        {
            int length = Block.MinBlockLength(version);
            if (version > 0 && length != steps[steps.Count - 1].Value)
            {
                steps.Add(new KeyValuePair<int, int>(version, length));
            }
        }

        return steps;
    }

    /// <summary>Does anything here or inside depend on the version of the sender?</summary>
    internal bool IsVersioned() =>
        Values.Any(v => v.Since > 0) || Parts.Any(p => p.Since > 0 || (p.Entry != null && p.Entry.IsVersioned()));

    /// <summary>This block and the entries of all groups inside, outer ones first.</summary>
    internal IEnumerable<BlockPlan> SelfAndInner()
    {
        yield return this;
        foreach (BlockPlan inner in Parts.Where(p => p.Entry != null).SelectMany(p => p.Entry!.SelfAndInner()))
        {
            yield return inner;
        }
    }
}
