using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>A group or variable-length data behind a block, and the names of what reads and writes it.</summary>
internal sealed class PartPlan
{
    internal PartPlan(BlockPlan owner, int index, SbeGroup group)
    {
        Owner = owner;
        Index = index;
        Group = group;
        Entry = new BlockPlan(group, this);
    }

    internal PartPlan(BlockPlan owner, int index, SbeData data)
    {
        Owner = owner;
        Index = index;
        Data = data;
    }

    internal BlockPlan Owner { get; }

    internal int Index { get; }

    internal SbeGroup? Group { get; }

    internal SbeData? Data { get; }

    /// <summary>The entry of a group; null for data.</summary>
    internal BlockPlan? Entry { get; }

    internal string Name => Group != null ? Group.Name : Data!.Name;

    internal int Since => Group != null ? Group.SinceVersion : Data!.SinceVersion;

    internal string Description => Group != null ? Group.Description : Data!.Description;

    internal bool IsLast => Index == Owner.Parts.Count - 1;

    internal PartPlan? Next => IsLast ? null : Owner.Parts[Index + 1];

    /// <summary>The methods that open and write it; the same in the block and behind other parts.</summary>
    internal string TryGet { get; set; } = string.Empty;

    internal string TryPut { get; set; } = string.Empty;

    /// <summary>Writes a group of flat entries whose count and room were checked.</summary>
    internal string Put { get; set; } = string.Empty;

    /// <summary>The decoder's type of all entries, and the encoder's type that hands them out.</summary>
    internal string GroupName { get; set; } = string.Empty;

    internal string WriterName { get; set; } = string.Empty;

    /// <summary>The type of what follows, where another part does; empty for the last part.</summary>
    internal string AfterName { get; set; } = string.Empty;
}
