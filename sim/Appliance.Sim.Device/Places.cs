namespace Appliance.Sim.Device;

/// <summary>Where an instrument is in a group and, when that is a member, in its pool.</summary>
internal unsafe struct Places
{
    public GroupHeader* Group;

    /// <summary>Null when the group is no member.</summary>
    public GroupHeader* Pool;

    /// <summary>Of the position in the group.</summary>
    public int Index;

    /// <summary>Of the position in the pool.</summary>
    public int PoolIndex;

    /// <summary>The group whose margin decides.</summary>
    public readonly GroupHeader* MarginGroup => Pool != null ? Pool : Group;
}
