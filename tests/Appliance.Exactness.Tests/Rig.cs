using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>
/// Runs one stream on a device and on the oracle side by side and compares everything the contract shows after every
/// step. The plain device runs along: it knows the state that steps are drawn from, and must agree with the oracle
/// itself.
/// </summary>
internal sealed class Rig : IDisposable
{
    // Asking for the hash costs more than a command, and building a device anew more than that.
    private const int HashEvery = 8;
    private const int PlainEvery = 8;
    private const int RebuildEvery = 40;

    private readonly CommandStream stream;
    private readonly World world;
    private readonly IMarginDevice device;
    private readonly IMarginDevice judge;
    private readonly PlainDevice plain;
    private readonly WorkingOrders orders = new();
    private readonly StateComparison states;
    private readonly Coverage? coverage;
    private Rebuild? rebuild;
    private DeviceCommand last;
    private int commands;

    private Rig(CommandStream stream, Contest contest, Coverage? coverage)
    {
        this.stream = stream;
        this.coverage = coverage;
        world = stream.MakeWorld();
        DeviceCapacity capacity = world.Shape.Capacity;
        device = contest.MakeDevice(capacity, world.Snapshot);
        judge = contest.MakeJudge(capacity, world.Snapshot);
        plain = judge as PlainDevice ?? new PlainDevice(capacity, world.Snapshot);
        states = new StateComparison(judge, device, world.Shape);
        MakeRebuild();
    }

    /// <summary>Runs a stream to its end or to the first difference; says which steps it took.</summary>
    public static Mismatch? Run(
        CommandStream stream, Contest contest, Coverage? coverage = null, List<Step>? taken = null)
    {
        using Rig rig = new(stream, contest, coverage);
        taken ??= [];
        string? difference = stream.Steps is null ? rig.Draw(taken) : rig.Replay(stream.Steps, taken);
        difference ??= rig.states.Hashes() ?? rig.CompareRebuilt();
        return difference is null ? null : new Mismatch(taken.Count - 1, difference, taken);
    }

    public void Dispose()
    {
        device.Dispose();
        judge.Dispose();
    }

    private string? Draw(List<Step> taken)
    {
        StepSource source = new(stream.Seed, world, plain.State, orders);
        string? difference = null;
        foreach (Intent intent in Intents.Of(stream.Seed, stream.Count))
        {
            if (taken.Count >= stream.Count || difference is not null)
            {
                break;
            }

            while (difference is null && taken.Count < stream.Count && source.Planned() is Step planned)
            {
                taken.Add(planned);
                difference = Take(planned, taken.Count);
            }

            if (difference is null && taken.Count < stream.Count)
            {
                Step next = source.Next(intent);
                taken.Add(next);
                difference = Take(next, taken.Count);
            }
        }

        return difference;
    }

    private string? Replay(IReadOnlyList<Step> steps, List<Step> taken)
    {
        foreach (Step step in steps)
        {
            if (step.IsLoad || orders.Allows(step.Command, plain.State))
            {
                taken.Add(step);
                string? difference = Take(step, taken.Count);
                if (difference is not null)
                {
                    return difference;
                }
            }
        }

        return null;
    }

    private string? Take(in Step step, int count)
    {
        try
        {
            return step.IsLoad ? Load(step) : Execute(step.Command, count);
        }
        catch (Exception e) when (e is CheckFailedException or OverflowException or IndexOutOfRangeException
            or ArgumentException or InvalidOperationException or NullReferenceException or DivideByZeroException)
        {
            string[] trace = [.. (e.StackTrace ?? string.Empty).Split('\n').Take(3).Select(line => line.Trim())];
            return $"stopped: {e.GetType().Name} {e.Message} {string.Join(" < ", trace)}";
        }
    }

    private string? Load(in Step step)
    {
        world.Apply(step);
        coverage?.Hit(step.IsTables ? "load tables" : "load arrays");
        device.LoadEpoch(world.Snapshot);
        judge.LoadEpoch(world.Snapshot);
        if (!ReferenceEquals(plain, judge))
        {
            plain.LoadEpoch(world.Snapshot);
        }

        MakeRebuild();
        return states.Compare(0, 0);
    }

    private string? Execute(DeviceCommand command, int count)
    {
        last = command;
        DeviceResult expected = Execute(judge, command);
        DeviceResult third = ReferenceEquals(plain, judge) ? expected : plain.Execute(command);
        orders.Apply(command, expected);
        coverage?.Hit(command, expected, plain);
        DeviceResult actual = Execute(device, command);
        string? difference = Comparison.Results(expected, actual);
        string? doubt = Comparison.Results(expected, third);
        if (difference is not null || doubt is not null)
        {
            return Explain(difference, doubt) + $"\n  want {Text(expected)}\n  got  {Text(actual)}";
        }

        uint group = command.Group % (uint)world.Shape.Groups, pool = PoolOf(group);
        return states.Compare(group, pool)
            ?? (count % PlainEvery == 0 ? states.Compare(plain, group, pool) : null)
            ?? (count % HashEvery == 0 ? states.Hashes() : null)
            ?? (count % RebuildEvery == 0 ? CompareRebuilt() : null);
    }

    // Pools are read at every fourth of their commands: their shares cost as much as a command.
    private uint PoolOf(uint group)
    {
        PlainGroup? found = plain.State.Groups.GetValueOrDefault(group);
        return found?.Kind == MarginGroupKind.Member && (commands++ & 3) == 0 ? found.Pool : group;
    }

    private string? CompareRebuilt() => rebuild?.Compare(last, device, coverage);

    // Three authors: whoever is alone is the first suspect.
    private static string Explain(string? difference, string? doubt) => (difference, doubt) switch
    {
        (not null, null) => $"{difference} (the plain device is with the oracle)",
        (null, not null) => $"only the plain device differs from the oracle: {doubt}",
        _ => $"{difference}; and the plain device differs from the oracle: {doubt}",
    };

    private static string Text(in DeviceResult r) =>
        $"{r.Verdict} {r.Reason} {r.Flags} epoch {r.Epoch} IMR {r.Requirement}"
        + $" MMR {r.Maintenance} E_MM {r.Equity} E_IM {r.EquityInitial} amount {r.Amount}";

    private void MakeRebuild() => rebuild = judge is OracleDevice oracle && device is not PlainDevice
        ? new Rebuild(world.Shape.Capacity, world.Snapshot, oracle, orders) : null;

    private static DeviceResult Execute(IMarginDevice on, DeviceCommand command)
    {
        DeviceResult result = default;
        on.Execute(new ReadOnlySpan<DeviceCommand>(in command), new Span<DeviceResult>(ref result));
        return result;
    }
}
