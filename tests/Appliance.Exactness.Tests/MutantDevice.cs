using System;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>Runs one command on the device inside and may change it, its answer, or what happens after it.</summary>
internal delegate DeviceResult Wrong(SimDevice device, DeviceCommand command, Func<DeviceCommand, DeviceResult> run);

/// <summary>
/// A device that is wrong in one thing: it believes a slightly different snapshot, or it bends commands and answers on
/// their way. The rig must tell every one of them from a right device.
/// </summary>
internal sealed class MutantDevice : IMarginDevice
{
    private readonly SimDevice device;
    private readonly Func<RiskSnapshot, RiskSnapshot> believe;
    private readonly Wrong? wrong;
    private RiskSnapshot own;

    public MutantDevice(
        DeviceCapacity capacity, RiskSnapshot first, Func<RiskSnapshot, RiskSnapshot> believe, Wrong? wrong = null)
    {
        this.believe = believe;
        this.wrong = wrong;
        own = believe(first);
        device = new SimDevice(capacity, own);
    }

    public string Name => "mutant";

    public DeviceCapacity Capacity => device.Capacity;

    public uint Epoch => device.Epoch;

    /// <summary>Changes the device's copy after each epoch of arrays: for arrays that are wrong.</summary>
    public Action<RiskSnapshot>? Distort { get; init; }

    /// <summary>The epoch waits for the second command after its load.</summary>
    public bool LoadsLate { get; init; }

    /// <summary>What a scan reports beside what the device inside finds.</summary>
    public Func<uint, bool>? AlsoFound { get; init; }

    private int CommandsUntilLoad { get; set; }

    public void LoadEpoch(RiskSnapshot snapshot)
    {
        if (CommandsUntilLoad > 0)
        {
            device.LoadEpoch(own);
            CommandsUntilLoad = 0;
        }

        if (snapshot.TablesEpoch == snapshot.Epoch)
        {
            RiskSnapshot next = believe(snapshot);
            next.Follow(own);
            own = next;
        }
        else
        {
            SnapshotCopy.Follow(snapshot, own);
            Distort?.Invoke(own);
        }

        if (LoadsLate)
        {
            CommandsUntilLoad = 2;
            return;
        }

        device.LoadEpoch(own);
    }

    public void Execute(ReadOnlySpan<DeviceCommand> commands, Span<DeviceResult> results)
    {
        for (int i = 0; i < commands.Length; i++)
        {
            if (CommandsUntilLoad > 0 && --CommandsUntilLoad == 0)
            {
                device.LoadEpoch(own);
            }

            results[i] = wrong is null ? Run(commands[i]) : wrong(device, commands[i], Run);
        }
    }

    public int Scan(uint firstGroup, Span<uint> groups)
    {
        int found = device.Scan(firstGroup, groups);
        for (uint g = firstGroup; AlsoFound is not null && g < (uint)Capacity.Groups && found < groups.Length; g++)
        {
            if (AlsoFound(g) && !groups[..found].Contains(g))
            {
                groups[found++] = g;
            }
        }

        groups[..found].Sort();
        return found;
    }

    public Int128 TotalEquity() => device.TotalEquity();

    public bool TryReadGroup(uint group, out GroupReading reading) => device.TryReadGroup(group, out reading);

    public long ReadAsset(uint group, int asset) => device.ReadAsset(group, asset);

    public int ReadPool(uint pool, MarginKind kind, Span<PoolShare> shares) => device.ReadPool(pool, kind, shares);

    public PositionReading ReadPosition(uint group, int instrument) => device.ReadPosition(group, instrument);

    public int ReadPositions(uint group, Span<PositionReading> positions) => device.ReadPositions(group, positions);

    public void StateHash(Span<byte> sha256) => device.StateHash(sha256);

    public void Dispose() => device.Dispose();

    private DeviceResult Run(DeviceCommand command)
    {
        DeviceResult result = default;
        device.Execute(new ReadOnlySpan<DeviceCommand>(in command), new Span<DeviceResult>(ref result));
        return result;
    }
}
