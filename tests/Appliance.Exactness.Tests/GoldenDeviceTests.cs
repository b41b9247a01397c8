using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>The golden sequences of the big-integer reference program on the device, number for number.</summary>
public class GoldenDeviceTests
{
    private static readonly JsonElement Golden = Load();

    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, Golden.GetProperty("cases").GetArrayLength())];

    [Fact]
    public void The_golden_parameters_have_no_faults() =>
        Assert.Empty(SnapshotCheck.Faults(Snapshot(Golden.GetProperty("cases")[0])));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Trace_of_requirements_is_reproduced(int index)
    {
        JsonElement sequence = Golden.GetProperty("cases")[index];
        (long, long)[] trace = [.. sequence.GetProperty("trace_imr_mmr").EnumerateArray().Select(Pair)];
        using SimDevice device = Start(sequence);

        // A step that did nothing left a trace entry and no operation, so entries equal to the last may be skipped.
        int at = 0;
        (long, long) last = (0, 0);
        foreach (JsonElement operation in sequence.GetProperty("ops").EnumerateArray())
        {
            DeviceResult result = Execute(device, Command(operation));
            Assert.True(result.IsAccepted, $"sequence {index}: {operation} gave {result.Reason}");
            (long, long) now = (result.Requirement, result.Maintenance);
            while (now != last && at < trace.Length && trace[at] == last)
            {
                at++;
            }

            Assert.True(at < trace.Length && trace[at] == now, $"sequence {index}, trace entry {at}: {now}");
            at++;
            last = now;
        }

        Assert.All(trace.Skip(at), entry => Assert.Equal(last, entry));
        AssertPositions(sequence, device);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Liquidation_size_is_reproduced(int index)
    {
        JsonElement sequence = Golden.GetProperty("cases")[index];
        using SimDevice device = Start(sequence);
        foreach (JsonElement operation in sequence.GetProperty("ops").EnumerateArray())
        {
            Execute(device, Command(operation));
        }

        if (!sequence.TryGetProperty("liq", out JsonElement liq))
        {
            Assert.All(sequence.GetProperty("final").GetProperty("Q").EnumerateArray(), q => Assert.Equal(0, Long(q)));
            return;
        }

        // There are no marks, so equity is cash.
        DeviceCommand cash = new()
        {
            Op = DeviceOp.MoveCash,
            Value = Long(liq.GetProperty("equity")),
            Flags = DeviceCommandFlags.Forced,
        };
        Assert.True(Execute(device, cash).IsAccepted);
        DeviceResult size = Execute(device, new DeviceCommand
        {
            Op = DeviceOp.SizeLiquidation,
            Instrument = liq.GetProperty("instr").GetInt32(),
            Value = Long(liq.GetProperty("cost_per_lot")),
        });
        Assert.Equal(Long(liq.GetProperty("lots")), size.Amount);
        Assert.Equal(liq.GetProperty("why").GetString() == "cured", (size.Flags & DeviceResultFlags.Cured) != 0);
    }

    private static void AssertPositions(JsonElement sequence, SimDevice device)
    {
        JsonElement final = sequence.GetProperty("final");
        PositionReading[] held = new PositionReading[Limits.GroupInstrumentsMax];
        held = held[..device.ReadPositions(0, held)];
        for (int i = 0; i < final.GetProperty("Q").GetArrayLength(); i++)
        {
            PositionReading p = held.SingleOrDefault(reading => reading.Instrument == i);
            Assert.Equal(Long(final.GetProperty("Q")[i]), p.Position);
            Assert.Equal(Long(final.GetProperty("B")[i]), p.WorkingBuys);
            Assert.Equal(Long(final.GetProperty("S")[i]), p.WorkingSells);
        }
    }

    private static SimDevice Start(JsonElement sequence)
    {
        SimDevice device = new(new DeviceCapacity(1, 64, 16), Snapshot(sequence));
        Assert.True(Execute(device, new DeviceCommand { Op = DeviceOp.OpenGroup }).IsAccepted);
        return device;
    }

    private static DeviceCommand Command(JsonElement operation)
    {
        int instrument = operation[1].GetInt32();
        string verb = operation[0].GetString()!;
        if (verb == "trade")
        {
            long signed = Long(operation[2]);
            return new DeviceCommand
            {
                Op = DeviceOp.Trade,
                Instrument = instrument,
                Side = (sbyte)(signed < 0 ? -1 : 1),
                Lots = Math.Abs(signed),
            };
        }

        DeviceOp op = verb switch
        {
            "add" => DeviceOp.ReserveOrder,
            "del" => DeviceOp.ReleaseOrder,
            "fill" => DeviceOp.Fill,
            _ => throw new InvalidDataException(verb),
        };
        sbyte side = operation[2].GetSByte();
        return new DeviceCommand { Op = op, Instrument = instrument, Side = side, Lots = Long(operation[3]) };
    }

    private static RiskSnapshot Snapshot(JsonElement sequence)
    {
        JsonElement p = Golden.GetProperty("params");
        RiskParameters parameters = new()
        {
            LambdaQ32 = Rate(p.GetProperty("lambda_q32")),
            PhiInitialQ32 = Rate(p.GetProperty("phi").GetProperty("IM")),
            PhiMaintenanceQ32 = Rate(p.GetProperty("phi").GetProperty("MM")),
            CallQ32 = Rate(p.GetProperty("bcall")),
            TargetQ32 = Rate(p.GetProperty("btarget")),
            BackstopQ32 = Rate(p.GetProperty("theta")),
        };
        UnderlyingRisk[] underlyings =
            [.. Enumerable.Range(0, p.GetProperty("U").GetInt32()).Select(u => Underlying(p, u))];
        JsonElement[] rows = [.. sequence.GetProperty("instruments").EnumerateArray()];
        InstrumentRisk[] instruments = [.. rows.Select((row, i) => new InstrumentRisk(
            $"I{i}",
            row.GetProperty("u").GetInt32(),
            row.GetProperty("exp").GetInt32(),
            row.GetProperty("opt").GetBoolean(),
            IsLinear: false))];
        RiskProfile profile = new(p.GetProperty("H").GetInt32(), p.GetProperty("K").GetInt32());
        RiskSnapshot snapshot = new(profile, parameters, underlyings, instruments);
        for (int i = 0; i < rows.Length; i++)
        {
            long[] losses = [.. Longs(rows[i].GetProperty("ra")), .. Longs(rows[i].GetProperty("raj"))];
            losses.CopyTo(snapshot.Losses(i));
        }

        return snapshot;
    }

    private static UnderlyingRisk Underlying(JsonElement p, int u)
    {
        JsonElement som = p.GetProperty("som"), tier = p.GetProperty("tier"), conc = p.GetProperty("conc");
        return new UnderlyingRisk
        {
            Name = $"U{u}",
            MultiplierQ32 = Rate(p.GetProperty("mult")[u]),
            BasisQ32 = Rate(p.GetProperty("basis")[u]),
            ShortOptionInitialMicro = Long(som.GetProperty("IM")[u]),
            ShortOptionMaintenanceMicro = Long(som.GetProperty("MM")[u]),
            TierInitial = Table(tier.GetProperty("IM")),
            TierMaintenance = Table(tier.GetProperty("MM")),
            ConcentrationInitial = Table(conc.GetProperty("IM")),
            ConcentrationMaintenance = Table(conc.GetProperty("MM")),
        };
    }

    private static AffineSegment[] Table(JsonElement rows) =>
        [.. rows.EnumerateArray().Select(row => new AffineSegment(Rate(row[0]), Long(row[1])))];

    private static (long Imr, long Mmr) Pair(JsonElement row) => (Long(row[0]), Long(row[1]));

    private static IEnumerable<long> Longs(JsonElement array) => array.EnumerateArray().Select(Long);

    private static long Long(JsonElement number) => number.GetInt64();

    private static ulong Rate(JsonElement number) => number.GetUInt64();

    private static DeviceResult Execute(SimDevice device, DeviceCommand command)
    {
        DeviceResult result = default;
        device.Execute(new ReadOnlySpan<DeviceCommand>(in command), new Span<DeviceResult>(ref result));
        return result;
    }

    private static JsonElement Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "vectors", "methodology_golden.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }
}
