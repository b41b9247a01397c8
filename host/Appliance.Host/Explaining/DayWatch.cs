using System;
using System.Threading;
using Appliance.Margin;
using Appliance.Margin.Control;

namespace Appliance.Host.Explaining;

/// <summary>
/// What is asked of a day that is only watched: one decision of one group. Stands between machine and device once the
/// parts are put together.
/// </summary>
/// <param name="group">The group.</param>
/// <param name="number">Which accepted order, from 1; null for the last.</param>
/// <param name="around">Put around the device first; null for nothing. Tests plant faults with it.</param>
internal sealed class DayWatch(uint group, int? number, Func<IMarginDevice, IMarginDevice>? around = null)
{
    private GroupWatch? watch;
    private JointSelection? joint;

    public uint Group => group;

    /// <summary>Which accepted order is wanted; null for the last.</summary>
    public int? Number => number;

    /// <summary>Where the joint columns came from; empty until the day began.</summary>
    public JointSelection Joint => joint ?? new JointSelection([], []);

    public WatchedDecision? Decision => watch?.Decision;

    /// <summary>Accepted orders of the group so far.</summary>
    public int Accepted => watch?.Accepted ?? 0;

    /// <summary>Whether the group was ever opened.</summary>
    public bool IsKnown => watch?.IsKnown ?? false;

    /// <summary>The decision asked for is there: the rest of the day cannot change it.</summary>
    public bool IsEnough => number is not null && Volatile.Read(ref watch)?.Decision is not null;

    public IMarginDevice Around(IMarginDevice device, RiskSnapshot snapshot, JointSelection selection)
    {
        joint = selection;
        watch = new GroupWatch(around?.Invoke(device) ?? device, snapshot, group, number);
        return watch;
    }
}
