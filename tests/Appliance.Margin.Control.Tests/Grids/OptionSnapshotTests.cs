using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

public sealed class OptionSnapshotTests
{
    private const string Csv =
        "ts,BTC,BTC.vol,ETH,XMR\n1,-60000,250000,-70000,10\n2,40000,-90000,50000,-20\n3,-9000,0,8000,30\n";

    [Fact]
    public void The_snapshot_carries_the_arrays_of_every_style_and_has_no_fault()
    {
        foreach (RiskProfile profile in (RiskProfile[])[RiskProfile.Lite, RiskProfile.Std, RiskProfile.Full])
        {
            RiskModel model = Options.Model(profile);
            RiskSnapshot snapshot = SnapshotBuilder.Build(model, JointTable.Read(Csv));
            Assert.Empty(SnapshotCheck.Faults(snapshot));
            Assert.Equal([0, 1], Where(snapshot, i => i.IsLinear));
            Assert.Equal([2, 3, 4, 5, 6], Where(snapshot, i => i.IsOption));
            Assert.Equal([0, 2, 2, 2, 1, 3, 1, 0], snapshot.Instruments.Select(i => i.Expiry));
            for (int i = 2; i < 8; i++)
            {
                Assert.NotEqual(0, snapshot.Losses(i)[18]);
                Assert.NotEqual(0, snapshot.Losses(i)[RiskProfile.BucketEntries]);
                Assert.Equal(0, snapshot.Losses(i)[0]);
            }
        }
    }

    [Fact]
    public void Joint_columns_move_price_and_volatility_of_one_market()
    {
        RiskModel model = Options.Model(RiskProfile.Lite);
        RiskSnapshot snapshot = SnapshotBuilder.Build(model, JointTable.Read(Csv), out JointSelection selection);
        PricedContract call = new(model.Instruments[2], Options.NowMs);
        for (int h = 0; h < selection.Columns.Count; h++)
        {
            // Row 1 is -6% with +25% volatility, scaled by the horizon's 3; its mirror the opposite.
            (double move, double factor) = (selection.Columns[h].Kind, selection.Columns[h].Row) switch
            {
                (JointKind.Historical, 0) => (-0.18, 1.75),
                (JointKind.Mirror, 0) => (0.18, 0.25),
                (JointKind.Historical, 1) => (0.12, 0.73),
                (JointKind.Mirror, 1) => (-0.12, 1.27),
                (JointKind.Historical, 2) => (-0.027, 1.0),
                (JointKind.Mirror, 2) => (0.027, 1.0),
                (JointKind.Hypothetical, _) => (-snapshot.LossShocksQ32(0)[32 + h] / 4294967296.0, 1.0),
                _ => (0.0, 1.0),
            };
            double expected = call.LossMicro(move, 0.6 * factor, 0);
            Assert.Equal(expected, snapshot.Losses(2)[RiskProfile.BucketEntries + h], 2.0);
        }
    }

    [Fact]
    public void A_higher_implied_volatility_changes_the_hash_and_widens_what_a_short_can_lose()
    {
        List<string> hashes = [];
        foreach (double volatility in (double[])[0.6, 0.600_000_001, 0.8])
        {
            hashes.Add(Hash(Options.Model(RiskProfile.Lite, volatility)));
        }

        Assert.Equal(3, hashes.Distinct().Count());
        Assert.Equal(hashes[0], Hash(Options.Model(RiskProfile.Lite)));

        // The strangle of the model: what its writer can lose grows with volatility in every relative vol shock.
        long last = 0;
        foreach (double volatility in (double[])[0.55, 0.6, 0.7, 0.8, 1.0])
        {
            RiskModel model = Options.Model(RiskProfile.Lite, volatility);
            RiskSnapshot snapshot = SnapshotBuilder.Build(model, JointTable.Empty);
            long width = 0;
            for (int i = 2; i < 6; i++)
            {
                long[] rows = [.. snapshot.Losses(i)[..3]];
                Assert.True(rows[1] < 0 && rows[2] > 0, "a long gains when volatility rises");
                width += rows.Max() - rows.Min();
            }

            Assert.True(width > last, $"{volatility}: {width}");
            last = width;
        }
    }

    [Fact]
    public void Another_grid_is_another_snapshot()
    {
        RiskModel model = Options.Model(RiskProfile.Lite);
        HashSet<string> hashes = [];
        foreach (string name in ScenarioGrid.EmbeddedNames)
        {
            UnderlyingModel btc = model.Underlyings[0] with { Grid = ScenarioGrid.Embedded(name) };
            RiskModel other = model with { Underlyings = [btc, .. model.Underlyings[1..]] };
            Assert.Empty(SnapshotCheck.Faults(SnapshotBuilder.Build(other, JointTable.Empty)));
            Assert.True(hashes.Add(Hash(other)), name);
        }
    }

    [Fact]
    public void A_shock_of_the_underlying_wins_over_the_grids()
    {
        RiskModel model = Options.Model(RiskProfile.Lite);
        VolatilityShock doubled = ScenarioGrid.Ism1.Shock with { Up = 1.0 };
        UnderlyingModel btc = model.Underlyings[0] with { Shock = doubled };
        RiskSnapshot plain = SnapshotBuilder.Build(model, JointTable.Empty);
        RiskSnapshot shocked = SnapshotBuilder.Build(
            model with { Underlyings = [btc, .. model.Underlyings[1..]] }, JointTable.Empty);
        Assert.True(shocked.Losses(2)[1] < plain.Losses(2)[1]);
        Assert.Equal(plain.Losses(2)[2], shocked.Losses(2)[2]);
    }

    [Fact]
    public void Too_many_expiries_and_losses_without_bound_are_named()
    {
        RiskModel model = Options.Model(RiskProfile.Lite);
        List<InstrumentModel> many = [];
        for (int i = 0; i < Limits.GroupExpiriesMax; i++)
        {
            many.Add(Models.Instrument($"F{i}", i + 1, 0) with { ExpiryMs = Options.NowMs + (i * Options.DayMs) + 1 });
        }

        RiskSnapshot snapshot = SnapshotBuilder.Build(model with { Instruments = [.. many] }, JointTable.Empty);
        Assert.Equal("F15: expiry 16 is not in 0..15", Assert.Single(SnapshotCheck.Faults(snapshot)));

        InstrumentModel huge = model.Instruments[2] with
        {
            MultiplierE8 = InstrumentModel.FactorMax,
            LotE8 = InstrumentModel.FactorMax,
        };
        snapshot = SnapshotBuilder.Build(model with { Instruments = [huge] }, JointTable.Empty);
        SnapshotFault fault = Assert.Single(SnapshotCheck.Find(snapshot));
        Assert.Equal(SnapshotFaultKind.LossOutOfRange, fault.Kind);
        Assert.StartsWith("BTC-30D-66000-C: the loss per lot", fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshots_with_options_have_the_hashes_written_down()
    {
        StringBuilder text = new(
            "# SHA-256 of risk snapshots with options: profile, grid, hash of the snapshot, hash of its arrays alone.\n"
            + "# Another machine must make the same ones; a new field of the snapshot changes only the first hash.\n"
            + "# GOLDEN_UPDATE=1 dotnet test tests/Appliance.Margin.Control.Tests --filter hashes_written_down\n");
        foreach ((string profileName, RiskProfile profile) in
            ((string, RiskProfile)[])[("LITE", RiskProfile.Lite), ("STD", RiskProfile.Std)])
        {
            foreach (string grid in ScenarioGrid.EmbeddedNames)
            {
                RiskModel model = Options.Model(profile);
                UnderlyingModel btc = model.Underlyings[0] with { Grid = ScenarioGrid.Embedded(grid) };
                model = model with { Underlyings = [btc, .. model.Underlyings[1..]] };
                text.Append(CultureInfo.InvariantCulture, $"{profileName} {grid} {Hash(model)} {ArrayHash(model)}\n");
            }
        }

        Golden.AssertSame("snapshot-hashes.txt", text.ToString());
    }

    private static IEnumerable<int> Where(RiskSnapshot snapshot, Func<InstrumentRisk, bool> condition) =>
        Enumerable.Range(0, snapshot.Instruments.Length).Where(i => condition(snapshot.Instruments[i]));

    private static string ArrayHash(RiskModel model)
    {
        RiskSnapshot snapshot = SnapshotBuilder.Build(model, JointTable.Read(Csv));
        List<byte> bytes = [];
        for (int i = 0; i < snapshot.Instruments.Length; i++)
        {
            foreach (long loss in snapshot.Losses(i))
            {
                bytes.AddRange(BitConverter.IsLittleEndian
                    ? BitConverter.GetBytes(loss)
                    : BitConverter.GetBytes(loss).Reverse());
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData([.. bytes]));
    }

    private static string Hash(RiskModel model) =>
        Convert.ToHexStringLower(SnapshotBuilder.Build(model, JointTable.Read(Csv)).Sha256());
}
