using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Margin.Control.Span;
using Appliance.Sim.Device;
using Xunit.Abstractions;

namespace Appliance.Span.Tests;

/// <summary>The appliance's own device on SPAN arrays: its requirement is the sum of the scan risks.</summary>
public sealed class SnapshotDeviceTests(ITestOutputHelper output)
{
    [Fact]
    public void The_small_file_makes_a_snapshot_without_fault()
    {
        SpanModel model = TestFiles.Import(TestFiles.Read(TestFiles.SmallPath)).Model!;
        int[] chosen = Chosen(model);
        RiskSnapshot snapshot = SpanSnapshot.Build(model, chosen, RiskProfile.Lite);
        Assert.Empty(SnapshotCheck.Faults(snapshot));
        Assert.Equal(27, snapshot.Instruments.Length);
        Assert.Equal(["ALFA", "BETA", "GAMA"], snapshot.Underlyings.Select(u => u.Name));
        for (int i = 0; i < chosen.Length; i++)
        {
            SpanInstrument instrument = model.Instruments[chosen[i]];
            long[] entries = snapshot.Losses(i).ToArray();
            Assert.Equal(0, entries[0]);
            Assert.Equal(instrument.LossesMicro, entries[1..17]);
            Assert.All(entries[17..30], entry => Assert.Equal(0, entry));
            Assert.Equal(entries[RiskProfile.DeltaUp], -entries[RiskProfile.DeltaDown]);
            Assert.All(entries[RiskProfile.BucketEntries..], entry => Assert.Equal(0, entry));
            Assert.Equal(instrument.IsOption, snapshot.Instruments[i].IsOption);
            Assert.Equal(instrument.Symbol, snapshot.Instruments[i].Symbol);
        }

        // 50.25 x 100 with delta 1; a delta of 0.5 counts half of the underlying's 5,000.
        int future = Array.IndexOf(chosen, model.IndexOf("EX/FUT/ALFA/202601"));
        Assert.Equal(5_025_000_000, snapshot.Losses(future)[RiskProfile.DeltaUp]);
        int put = model.IndexOf("EX/OOP/ALFA/202601/P/50");
        long delta = model.Instruments[put].DeltaMicro;
        Assert.InRange(delta, -600_000, -400_000);
        Assert.Equal(delta * 5000, snapshot.Losses(Array.IndexOf(chosen, put))[RiskProfile.DeltaUp]);
    }

    [Fact]
    public void The_snapshot_is_the_same_bits_every_time_and_follows_its_arrays()
    {
        SpanFile file = TestFiles.Read(TestFiles.SmallPath);
        string[] hashes = [.. ((bool[])[false, false, true]).Select(isComputing =>
        {
            SpanModel model = TestFiles.Import(file, isComputing).Model!;
            return Convert.ToHexString(SpanSnapshot.Build(model, Chosen(model), RiskProfile.Lite).Sha256());
        })];
        Assert.Equal(hashes[0], hashes[1]);
        Assert.NotEqual(hashes[0], hashes[2]);
    }

    [Fact]
    public void The_device_asks_for_the_sum_of_the_scan_risks_on_the_small_file() =>
        AssertDevice(
            TestFiles.Import(TestFiles.Read(TestFiles.SmallPath), isComputing: true).Model!, "small device", 300);

    [Fact]
    public void The_device_asks_for_the_sum_of_the_scan_risks_on_the_published_file()
    {
        if (TestFiles.Shared(output) is string path)
        {
            SpanModel model = TestFiles.Import(TestFiles.Read(path), isComputing: true).Model!;
            Assert.Equal(2811, Chosen(model).Length);
            AssertDevice(model, "published device", 300);
        }
    }

    private static int[] Chosen(SpanModel model) =>
        [.. Enumerable.Range(0, model.Instruments.Count).Where(i => SpanSnapshot.CanHold(model.Instruments[i]))];

    private static void AssertDevice(SpanModel model, string name, int portfolios)
    {
        int[] chosen = Chosen(model);
        RiskSnapshot snapshot = SpanSnapshot.Build(model, chosen, RiskProfile.Lite);
        Assert.Empty(SnapshotCheck.Faults(snapshot));
        using SimDevice device = new(
            new DeviceCapacity(portfolios, Limits.GroupInstrumentsMax, Limits.GroupBucketsMax), snapshot);
        Prng random = TestFiles.Generator(name);
        int minimums = 0;
        for (uint group = 0; group < portfolios; group++)
        {
            string repeat = TestFiles.Repeat($"{name} {group}");
            Run(device, new DeviceCommand { Op = DeviceOp.OpenGroup, Group = group }, repeat);
            SortedDictionary<int, long> held = [];
            int count = 1 + (int)(random.NextUInt64() % 16);
            for (int k = 0; k < count; k++)
            {
                int instrument = (int)(random.NextUInt64() % (ulong)chosen.Length);
                long lots = 1 + (long)(random.NextUInt64() % 40);
                sbyte side = random.NextUInt64() % 2 == 0 ? (sbyte)1 : (sbyte)-1;
                held[instrument] = held.GetValueOrDefault(instrument) + (side * lots);
                Run(
                    device,
                    new DeviceCommand
                    {
                        Op = DeviceOp.Trade,
                        Group = group,
                        Instrument = instrument,
                        Lots = lots,
                        Side = side,
                        Value = 1,
                    },
                    repeat);
            }

            DeviceResult read = Run(device, new DeviceCommand { Op = DeviceOp.ReadGroup, Group = group }, repeat);
            SpanMarginReport report = Models.Margin(
                model, [.. held.Select(h => (model.Instruments[chosen[h.Key]].Symbol, h.Value))]);
            long scan = report.Commodities.Sum(m => m.ScanRiskMicro) + held.Values.Sum(Math.Abs);
            long minimum = report.Commodities.Sum(m => m.ShortOptionMinimumMicro);
            bool isGross = report.Commodities.All(m => m.Commodity.MinimumMethod == SpanMinimumMethod.Gross);
            if (isGross || minimum == 0)
            {
                Assert.True(read.Maintenance == Math.Max(scan, minimum), repeat);
                Assert.True(read.Requirement == read.Maintenance, repeat);
                minimums += minimum > scan ? 1 : 0;
            }
            else
            {
                // A device counts every short option: at least what the larger side asks.
                Assert.True(read.Maintenance >= Math.Max(scan, minimum), repeat);
            }
        }

        Assert.True(minimums < portfolios, name);
    }

    private static DeviceResult Run(SimDevice device, DeviceCommand command, string repeat)
    {
        DeviceResult result = default;
        device.Execute(new ReadOnlySpan<DeviceCommand>(in command), new Span<DeviceResult>(ref result));
        Assert.True(result.IsAccepted, $"{repeat}: {command.Op} {result.Verdict} {result.Reason}");
        return result;
    }
}
