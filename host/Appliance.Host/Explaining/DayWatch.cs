using System;
using System.Threading;
using Appliance.Margin;
using Appliance.Margin.Control;

namespace Appliance.Host.Explaining;

/// <summary>
/// What is asked of a day that is only watched, one decision of one group, and what was seen of it. The stage that
/// decides writes it; others may read it between steps.
/// </summary>
/// <param name="group">The group.</param>
/// <param name="number">Which accepted order, from 1; null for the last.</param>
/// <param name="around">Put around the device first; null for nothing. Tests plant faults with it.</param>
internal sealed class DayWatch(uint group, int? number, Func<IMarginDevice, IMarginDevice>? around = null)
{
    private WatchedDecision? decision;

    public uint Group => group;

    /// <summary>Which accepted order is wanted; null for the last.</summary>
    public int? Number => number;

    /// <summary>Where the joint columns came from; empty until the day began.</summary>
    public JointSelection Joint { get; private set; } = new([], []);

    /// <summary>The one asked for, else the latest so far.</summary>
    public WatchedDecision? Decision => Volatile.Read(ref decision);

    /// <summary>Accepted orders of the group so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>Whether the group was ever opened.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The decision asked for is there: the rest of the day cannot change it.</summary>
    public bool IsEnough => number is not null && Decision is not null;

    /// <summary>The device that the machine is to talk to instead.</summary>
    public IMarginDevice Around(IMarginDevice device, RiskSnapshot snapshot, JointSelection selection)
    {
        Joint = selection;
        return new GroupWatch(around?.Invoke(device) ?? device, snapshot, this);
    }

    /// <summary>The group came into being.</summary>
    public void Open() => IsKnown = true;

    /// <summary>Counts an accepted order; true when it is one to keep.</summary>
    public bool Count()
    {
        Accepted++;
        return number is null || number == Accepted;
    }

    public void Keep(WatchedDecision kept) => Volatile.Write(ref decision, kept);
}
