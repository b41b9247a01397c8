using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Appliance.Core;

namespace Appliance.Margin.Tests;

/// <summary>
/// The snapshot's hash covers every public field of every record it is made of: each is changed by reflection, and a
/// field added later is caught here until the hash knows it.
/// </summary>
public class SnapshotHashTests
{
    [Fact]
    public void Every_field_of_every_record_changes_the_hash()
    {
        List<string> changed = [];
        changed.AddRange(Mutate(new RiskParameters(), p => Make.Snapshot(parameters: p)));
        changed.AddRange(Mutate(Make.Underlyings()[1], u => Make.Snapshot(underlyings: [Make.Underlyings()[0], u])));
        changed.AddRange(Mutate(Make.Assets()[0], a => Make.Snapshot(assets: [a])));
        changed.AddRange(Mutate(Make.Instruments()[Make.Collateral], i => WithInstrument(Make.Collateral, i)));
        changed.AddRange(Mutate(
            Make.Instruments()[Make.Combo].Legs.Span[1],
            leg => WithInstrument(
                Make.Combo,
                Make.Instruments()[Make.Combo] with { Legs = new[] { new ComboLeg(Make.Future, 1), leg } })));
        RiskSnapshot standard = Make.Snapshot(profile: RiskProfile.Std);
        changed.AddRange(Mutate(RiskProfile.Std, p => Make.Snapshot(profile: p), standard));
        Assert.Contains("UnderlyingRisk.OracleQ32", changed);
        Assert.Contains("InstrumentRisk.Legs", changed);
        Assert.Contains("AssetRisk.LotUnits", changed);
        Assert.Contains("RiskParameters.ProfitCapMicro", changed);
        Assert.Contains("ComboLeg.Ratio", changed);
        Assert.Contains("RiskProfile.TailCount", changed);
        Assert.True(changed.Count >= 45, string.Join(' ', changed));
    }

    [Fact]
    public void Arrays_shocks_contract_values_and_epochs_change_the_hash()
    {
        Action<RiskSnapshot>[] changes =
        [
            s => s.Losses(Make.Option)[31]++,
            s => s.Losses(Make.Other)[63]++,
            s => s.LossShocksQ32(1)[1]--,
            s => s.SetArrayedAt(Make.Option, 2_000_001),
            s => s.NextEpoch(Make.Future, 50_000_000),
            s => s.NextEpoch(Make.Other, 3_000_000),
            s => s.Follow(Make.Snapshot()),
        ];
        List<string> hashes = [Hash(Make.Snapshot())];
        foreach (Action<RiskSnapshot> change in changes)
        {
            RiskSnapshot snapshot = Make.Snapshot();
            change(snapshot);
            hashes.Add(Hash(snapshot));
        }

        Assert.Equal(hashes.Count, hashes.Distinct().Count());
    }

    [Fact]
    public void An_asset_or_instrument_more_and_a_text_split_otherwise_change_the_hash()
    {
        AssetRisk plain = new() { Name = "USDC", Credit = new AffineSegment[] { new(Rate.One.Q32, 0) } };
        UnderlyingRisk[] moved = Make.Underlyings();
        moved[0] = moved[0] with { Name = "BTCE" };
        moved[1] = moved[1] with { Name = "TH" };
        string[] hashes =
        [
            Hash(Make.Snapshot()),
            Hash(Make.Snapshot(assets: [.. Make.Assets(), plain])),
            Hash(Make.Snapshot(assets: [.. Make.Assets(), plain, plain])),
            Hash(Make.Snapshot(instruments: Make.Instruments()[..^1])),
            Hash(Make.Snapshot(underlyings: moved)),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void The_same_snapshot_has_the_same_hash() => Assert.Equal(Hash(Make.Snapshot()), Hash(Make.Snapshot()));

    private static IEnumerable<string> Mutate<T>(T value, Func<T, RiskSnapshot> make, RiskSnapshot? standard = null)
        where T : notnull
    {
        string before = Hash(standard ?? Make.Snapshot());
        PropertyInfo[] fields = [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is not null && p.GetIndexParameters().Length == 0)];
        Assert.NotEmpty(fields);
        foreach (PropertyInfo field in fields)
        {
            // A boxed copy, changed through the init accessor: what a with-expression does, for any field.
            object copy = Copy(value);
            field.SetValue(copy, Changed(field.GetValue(copy)!, field));
            string name = $"{typeof(T).Name}.{field.Name}";
            Assert.False(Hash(make((T)copy)) == before, $"{name} is not in the hash");
            yield return name;
        }
    }

    private static object Copy(object value) =>
        typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!
            .Invoke(value, null)!;

    private static object Changed(object old, PropertyInfo field) => old switch
    {
        bool flag => !flag,
        int number when field.Name == nameof(RiskProfile.JointColumns) => number + 8,
        int number => number + 1,
        long number => number + 1,
        ulong number => number + 1,
        string text => text + "x",
        Enum choice => Enum.ToObject(choice.GetType(), Convert.ToInt32(choice, null) + 1),
        ReadOnlyMemory<AffineSegment> table => More(table, new AffineSegment(1, 1)),
        ReadOnlyMemory<ComboLeg> legs => More(legs, new ComboLeg(Make.Future, 1)),
        _ => throw new ArgumentException($"{field.Name}: this test does not know how to change it"),
    };

    private static ReadOnlyMemory<T> More<T>(ReadOnlyMemory<T> items, T item) => (T[])[.. items.Span, item];

    private static RiskSnapshot WithInstrument(int index, InstrumentRisk instrument)
    {
        RiskSnapshot snapshot = Make.Snapshot();
        snapshot.Instruments[index] = instrument;
        return snapshot;
    }

    private static string Hash(RiskSnapshot snapshot) => Convert.ToHexString(snapshot.Sha256());
}
