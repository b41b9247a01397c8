using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>All groups with their prices and epochs, and the questions sections 5 and 6 answer about them.</summary>
internal sealed class PlainState
{
    public PlainState(DeviceCapacity capacity, RiskSnapshot first, Bend bend)
    {
        (Capacity, Bend) = (capacity, bend);
        Newest = PlainEpoch.Of(first, null);
        Prices = new PlainPrices(first);
        Requirement = new PlainRequirement(bend);
        Equity = new PlainEquity(Prices, bend);
    }

    public DeviceCapacity Capacity { get; }

    public Bend Bend { get; }

    public PlainEpoch Newest { get; set; }

    public PlainPrices Prices { get; }

    public PlainRequirement Requirement { get; }

    public PlainEquity Equity { get; }

    public SortedDictionary<uint, PlainGroup> Groups { get; } = [];

    public bool IsOpen(uint group) => Groups.ContainsKey(group);

    public bool IsPool(uint group) => IsOpen(group) && Groups[group].Kind == MarginGroupKind.Pool;

    /// <summary>The margin group that answers for a group.</summary>
    public PlainUnit Unit(uint id)
    {
        PlainGroup group = Groups[id];
        PlainGroup head = group.Kind == MarginGroupKind.Member ? Groups[group.Pool] : group;
        return head.Kind == MarginGroupKind.Pool ? new PlainUnit(head, [.. MembersOf(head.Id)]) : PlainUnit.Alone(head);
    }

    public IEnumerable<PlainGroup> MembersOf(uint pool) =>
        Groups.Values.Where(g => g.Kind == MarginGroupKind.Member && g.Pool == pool);

    /// <summary>A group and all it is margined with go to the newest epoch.</summary>
    public void Touch(uint id)
    {
        PlainUnit unit = Unit(id);
        PlainGroup[] touched = Bend == Bend.PoolSwitchesAlone ? [Groups[id]] : [unit.Head, .. unit.Parts];
        foreach (PlainGroup group in touched)
        {
            group.Epoch = Bend switch
            {
                Bend.StaleArrays => PlainEpoch.Mixed(group.Epoch, Newest),
                Bend.StaleTables => PlainEpoch.Mixed(Newest, group.Epoch),
                _ => Newest,
            };
        }
    }

    public PlainScalar Imr(PlainUnit unit) => Requirement.Imr(unit);

    public PlainScalar Mmr(PlainUnit unit) => Requirement.Mmr(unit);

    public PlainScalar EquityOf(PlainUnit unit, bool isInitial) =>
        Equity.Of(Requirement.Book(unit), isInitial && Bend != Bend.TriggerEquityForNewRisk);

    /// <summary>The bounds of cash and open value, in the group and in the sums of its pool.</summary>
    public bool IsInBounds(PlainGroup next)
    {
        PlainUnit unit = Unit(next.Id).With(next);
        return IsMoney(PlainUnit.Alone(next)) && (!unit.IsPool || IsMoney(unit));
    }

    private bool IsMoney(PlainUnit unit)
    {
        PlainBook book = Requirement.Book(unit);
        return PlainMath.IsMoney(book.Cash) && book.Held.Values.All(h => PlainMath.IsMoney(h.V));
    }

    public bool IsOutOfRange(PlainUnit unit) => Requirement.IsOutOfRange(Requirement.Book(unit));

    /// <summary>The result of a command on a group, by the state of its margin group.</summary>
    public DeviceResult Answer(PlainUnit unit, ReasonCode reason)
    {
        PlainScalar imr = Imr(unit), mmr = Mmr(unit), trigger = EquityOf(unit, false), initial = EquityOf(unit, true);
        bool isSaturated = imr.IsSaturated || mmr.IsSaturated || trigger.IsSaturated || initial.IsSaturated;
        return new DeviceResult
        {
            Verdict = reason == ReasonCode.None ? DeviceVerdict.Accept : DeviceVerdict.Reject,
            Reason = reason,
            Flags = isSaturated ? DeviceResultFlags.Saturated : DeviceResultFlags.None,
            Epoch = unit.Head.Epoch.Number,
            Requirement = (long)imr.Value,
            Equity = (long)trigger.Value,
            EquityInitial = (long)initial.Value,
            Maintenance = (long)mmr.Value,
        };
    }

    public DeviceResult Answer(uint group, ReasonCode reason) => Answer(Unit(group), reason);

    public static DeviceResult Refuse(ReasonCode reason) => new() { Verdict = DeviceVerdict.Reject, Reason = reason };
}
