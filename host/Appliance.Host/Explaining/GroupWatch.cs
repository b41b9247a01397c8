using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Explain;

namespace Appliance.Host.Explaining;

/// <summary>
/// A device that passes everything through and freezes what the watched group's accepted orders were decided from: the
/// one asked for, else always the latest.
/// </summary>
internal sealed class GroupWatch(IMarginDevice device, RiskSnapshot first, DayWatch day) : IMarginDevice
{
    // Collateral instruments may come on top of what a group holds.
    private const int PositionsMax = Limits.GroupInstrumentsMax + Limits.AssetsMax;

    private readonly LivePrice[] marks = new LivePrice[first.Instruments.Length];
    private readonly List<LivePrice> assetPrices = FirstPrices(first);
    private readonly WorkingBook working = new();
    private RiskSnapshot newest = first;
    private RiskSnapshot? frozen;

    public string Name => device.Name;

    public DeviceCapacity Capacity => device.Capacity;

    public uint Epoch => device.Epoch;

    public void LoadEpoch(RiskSnapshot snapshot)
    {
        device.LoadEpoch(snapshot);
        newest = snapshot;
        frozen = null;

        // Assets that are new start with the price of the epoch they came with.
        assetPrices.AddRange(FirstPrices(snapshot)[assetPrices.Count..]);
    }

    public void Hint(uint hinted) => device.Hint(hinted);

    public void Execute(ReadOnlySpan<DeviceCommand> commands, Span<DeviceResult> results)
    {
        // One by one, since the state right after a decision is what explains it; a batch gives the same results.
        for (int i = 0; i < commands.Length; i++)
        {
            device.Execute(commands.Slice(i, 1), results.Slice(i, 1));
            Look(commands[i], results[i]);
        }
    }

    public int Scan(uint firstGroup, Span<uint> groups) => device.Scan(firstGroup, groups);

    public Int128 TotalEquity() => device.TotalEquity();

    public bool TryReadGroup(uint id, out GroupReading reading) => device.TryReadGroup(id, out reading);

    public PositionReading ReadPosition(uint id, int instrument) => device.ReadPosition(id, instrument);

    public int ReadPositions(uint id, Span<PositionReading> positions) => device.ReadPositions(id, positions);

    public long ReadAsset(uint id, int asset) => device.ReadAsset(id, asset);

    public int ReadPool(uint pool, MarginKind kind, Span<PoolShare> shares) => device.ReadPool(pool, kind, shares);

    public void StateHash(Span<byte> sha256) => device.StateHash(sha256);

    public void Dispose() => device.Dispose();

    private static List<LivePrice> FirstPrices(RiskSnapshot snapshot) =>
        [.. Array.ConvertAll(snapshot.Assets, asset => new LivePrice(asset.PriceMicro, asset.PriceMicro))];

    private void Look(in DeviceCommand command, in DeviceResult result)
    {
        bool isPrice = command.Op is DeviceOp.SetMark or DeviceOp.SetAssetPrice;
        if (isPrice && result.IsAccepted)
        {
            IList<LivePrice> prices = command.Op == DeviceOp.SetMark ? marks : assetPrices;
            long average = command.Reserve == 0 ? command.Value : command.Reserve;
            prices[command.Instrument] = new LivePrice(command.Value, average);
            return;
        }

        if (!result.IsAccepted)
        {
            return;
        }

        working.Follow(command);
        bool isWatched = command.Group == day.Group;
        bool isDecision = command.Op is DeviceOp.CheckOrder or DeviceOp.ReplaceOrder;
        if (isWatched && command.Op == DeviceOp.OpenGroup)
        {
            day.Open();
        }

        if (isWatched && isDecision && day.Count())
        {
            Freeze(command, result);
        }
    }

    private void Freeze(in DeviceCommand command, in DeviceResult result)
    {
        frozen ??= newest.Freeze();
        day.Keep(new WatchedDecision
        {
            Number = day.Accepted,
            Group = day.Group,
            Command = command,
            Result = result,
            State = new PrimaryState
            {
                Snapshot = frozen,
                Marks = [.. marks],
                AssetPrices = [.. assetPrices],
                Groups = MarginGroup(),
            },
        });
    }

    // The group, or its pool and all members of that.
    private List<GroupRecord> MarginGroup()
    {
        GroupRecord own = Read(day.Group);
        if (own.Reading.Kind != MarginGroupKind.Member)
        {
            return [own];
        }

        PoolShare[] shares = new PoolShare[Limits.PoolMembersMax];
        int members = device.ReadPool(own.Reading.Pool, MarginKind.Initial, shares);
        List<GroupRecord> records = [Read(own.Reading.Pool)];
        foreach (PoolShare share in shares.AsSpan(0, members))
        {
            records.Add(Read(share.Member));
        }

        return records;
    }

    private GroupRecord Read(uint id)
    {
        Check.That(device.TryReadGroup(id, out GroupReading reading));
        PositionReading[] positions = new PositionReading[PositionsMax];
        positions = positions[..device.ReadPositions(id, positions)];
        List<long> balances = [];
        for (int a = 0; a < newest.Assets.Length; a++)
        {
            balances.Add(device.ReadAsset(id, a));
        }

        return new GroupRecord
        {
            Id = id,
            Reading = reading,
            Positions = positions,
            Balances = balances,
            Working = working.Of(id, reading, positions),
        };
    }
}
