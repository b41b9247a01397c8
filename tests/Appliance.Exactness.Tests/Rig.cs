using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>Where device and oracle first differed, after which steps.</summary>
internal sealed record Mismatch(int At, string Difference, IReadOnlyList<Step> Steps);

/// <summary>
/// Runs one stream on a device and on the oracle side by side and compares everything the contract shows after every
/// step. A stream is drawn from a seed, or it is a list of steps of which the impossible ones are left out.
/// </summary>
internal sealed class Rig : IDisposable
{
    private readonly RiskSnapshot snapshot;
    private readonly IMarginDevice device;
    private readonly OracleDevice oracle;
    private readonly WorkingOrders orders = new();
    private readonly Rebuild rebuild;
    private readonly Prng random;
    private readonly uint[] foundByDevice;
    private readonly uint[] foundByOracle;
    private readonly Dictionary<uint, bool> wide = [];
    private readonly RequirementScale scale;

    private Rig(ulong seed, Func<DeviceCapacity, RiskSnapshot, IMarginDevice> make)
    {
        random = new Prng(seed);
        Shape = Shape.Draw(random);
        snapshot = Snapshots.Make(random, Shape);
        device = make(Shape.Capacity, snapshot);
        oracle = new OracleDevice(Shape.Capacity, snapshot);
        rebuild = new Rebuild(Shape.Capacity, snapshot, oracle, orders);
        scale = new RequirementScale(snapshot);
        foundByDevice = new uint[Shape.Groups];
        foundByOracle = new uint[Shape.Groups];
    }

    private Shape Shape { get; }

    private Coverage? Coverage { get; init; }

    /// <summary>Draws and runs a stream; null when device and oracle agreed to its end.</summary>
    public static Mismatch? Draw(
        ulong seed,
        int count,
        Func<DeviceCapacity, RiskSnapshot, IMarginDevice> make,
        Coverage? coverage = null,
        List<Step>? steps = null)
    {
        using Rig rig = new(seed, make) { Coverage = coverage };
        StepSource source = new(rig.random, rig.Shape, rig.snapshot, rig.oracle, rig.orders);
        steps ??= [];
        for (int at = 0; at < count; at++)
        {
            steps.Add(source.Next());
            string? difference = rig.Run(steps[at]);
            if (difference is not null)
            {
                return new Mismatch(at, difference, steps);
            }
        }

        return null;
    }

    /// <summary>Runs given steps on the snapshot of a seed.</summary>
    public static Mismatch? Replay(
        ulong seed, IReadOnlyList<Step> steps, Func<DeviceCapacity, RiskSnapshot, IMarginDevice> make)
    {
        using Rig rig = new(seed, make);
        for (int at = 0; at < steps.Count; at++)
        {
            bool isPossible = steps[at].IsLoad || rig.orders.Allows(steps[at].Command, rig.oracle);
            string? difference = isPossible ? rig.Run(steps[at]) : null;
            if (difference is not null)
            {
                return new Mismatch(at, difference, [.. steps.Take(at + 1)]);
            }
        }

        return null;
    }

    public void Dispose()
    {
        device.Dispose();
        oracle.Dispose();
    }

    private string? Run(in Step step)
    {
        try
        {
            if (step.IsLoad)
            {
                snapshot.NextEpoch(step.Rearrayed, step.ContractValue);
                device.LoadEpoch(snapshot);
                oracle.LoadEpoch(snapshot);
                return CompareState(default);
            }

            DeviceCommand command = step.Command;
            DeviceResult expected = default, actual = default;
            oracle.Execute(new ReadOnlySpan<DeviceCommand>(in command), new Span<DeviceResult>(ref expected));
            orders.Apply(command, expected);
            device.Execute(new ReadOnlySpan<DeviceCommand>(in command), new Span<DeviceResult>(ref actual));
            Cover(command, expected);
            return Comparison.Results(expected, actual)
                ?? CompareState(command)
                ?? rebuild.Compare(command, device, Coverage);
        }
        catch (Exception e) when (e is CheckFailedException or OverflowException or IndexOutOfRangeException)
        {
            return $"the device stopped: {e.Message} {e.StackTrace?.Split('\n')[0]}";
        }
    }

    private void Cover(in DeviceCommand command, in DeviceResult result)
    {
        Coverage?.Hit(command, result);
        if (Coverage is not null && oracle.IsOpen(command.Group))
        {
            bool wasWide = wide.GetValueOrDefault(command.Group);
            wide[command.Group] = Coverage.HitState(oracle.Book[command.Group], scale, wasWide);
        }
    }

    private string? CompareState(in DeviceCommand command) =>
        Comparison.Scans(oracle, foundByOracle, device, foundByDevice)
        ?? Comparison.States(oracle, device, command.Group % (uint)Shape.Groups);
}
