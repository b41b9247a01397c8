using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Sim.Device;

namespace Appliance.Margin.Control.Tests;

/// <summary>
/// The same accounts on a device in STANDARD mode, wherever no expiry is better off as a structure: lot requirements
/// come from the control plane, the rest is the device's integers.
/// </summary>
public sealed class StandardDeviceTests
{
    private const double LotUnits = 0.1;
    private const double MicroPerLot = 1e6 * LotUnits;

    [Fact]
    public void AccountsWithoutStructures()
    {
        int checkedCases = 0;
        foreach (DeriveCase c in DeriveFacts.Cases.Where(c => IsPlain(c.Book)))
        {
            (double maintenance, double initial, double tolerance) = Evaluate(c.Book);
            Assert.True(Math.Abs(c.Maintenance - maintenance) <= tolerance, $"{c.Id}: MM {maintenance}");
            Assert.True(Math.Abs(c.Initial - initial) <= tolerance, $"{c.Id}: IM {initial}");
            checkedCases++;
        }

        Assert.True(checkedCases >= 20, $"only {checkedCases} cases are plain");
    }

    private static bool IsPlain(StandardBook book) => book.Markets.All(m => m.Expiries.All(
        e => Math.Abs(Alone(e, m.Spot, MarginKind.Initial)
                - StandardMargin.ExpiryValue(DeriveFacts.Rule, e, m.Spot, MarginKind.Initial)) < 1e-9
            && Math.Abs(Alone(e, m.Spot, MarginKind.Maintenance)
                - StandardMargin.ExpiryValue(DeriveFacts.Rule, e, m.Spot, MarginKind.Maintenance)) < 1e-9));

    private static double Alone(StandardExpiry expiry, double spot, MarginKind kind) => expiry.Options.Sum(
        o => Math.Min(0, o.Amount) * (StandardMargin.ShortOverMark(DeriveFacts.Rule, o, spot, kind) + o.Mark));

    private static (double Maintenance, double Initial, double Tolerance) Evaluate(StandardBook book)
    {
        List<InstrumentRisk> instruments = [];
        List<(double Amount, long ValueMicro)> positions = [];
        UnderlyingRisk[] underlyings =
        [
            .. book.Markets.Select((_, u) => new UnderlyingRisk { Name = $"U{u}", LongOptionHaircutQ32 = 1UL << 32 }),
        ];
        AssetRisk[] assets = [.. book.Markets.Select(AssetOf)];
        double peg = DeriveFacts.Rule.Peg.ShareOfSpot(book.StablePrice);
        for (int u = 0; u < book.Markets.Count; u++)
        {
            AddPositions(book.Markets[u], u, peg, instruments, positions);
        }

        RiskSnapshot snapshot = new(RiskProfile.Lite, new RiskParameters(), underlyings, [.. instruments], assets);
        for (int i = 0; i < instruments.Count; i++)
        {
            snapshot.SetArrayedAt(i, positions[i].ValueMicro);
        }

        Assert.Empty(SnapshotCheck.Faults(snapshot));
        using SimDevice device = new(new DeviceCapacity(1, 64, 16), snapshot);
        DeviceResult result = Play(device, book, instruments, positions);
        long lots = positions.Sum(p => Math.Abs(LotsOf(p.Amount)));
        double spread = (result.Maintenance - lots) / 1e6;
        double initial = (result.EquityInitial - result.Requirement + lots) / 1e6;
        return ((result.Equity / 1e6) - spread, initial, 2e-6 * (lots + 10));
    }

    private static AssetRisk AssetOf(StandardMarket market, int u) => new()
    {
        Name = $"A{u}",
        PriceMicro = (long)(market.Spot * 1e6),
        Credit = new[] { new AffineSegment(Rate.Down(1, 10).Q32, 0) },
        OracleQ32 = RateOf(DeriveFacts.Rule.Oracle.ShareOfSpot(market.SpotConfidence)),
    };

    private static void AddPositions(
        StandardMarket market,
        int u,
        double peg,
        List<InstrumentRisk> instruments,
        List<(double Amount, long ValueMicro)> positions)
    {
        StandardRule rule = DeriveFacts.Rule;
        if (market.Perp != 0)
        {
            double extra = (peg + rule.Oracle.ShareOfSpot(Math.Min(market.SpotConfidence, market.PerpConfidence)))
                * market.Spot / market.PerpPrice;
            instruments.Add(new InstrumentRisk($"P{u}", u, 0, false, false)
            {
                StandardInitial = new[] { new AffineSegment(RateOf(rule.PerpInitial + extra), 0) },
                StandardMaintenance = new[] { new AffineSegment(RateOf(rule.PerpMaintenance), 0) },
            });
            positions.Add((market.Perp, (long)Math.Round(market.PerpPrice * MicroPerLot)));
        }

        foreach (StandardExpiry expiry in market.Expiries)
        {
            double confidence = Math.Min(market.SpotConfidence, expiry.Options.Min(o => o.Confidence));
            double extra = (peg + rule.Oracle.ShareOfSpot(confidence)) * market.Spot * MicroPerLot;
            foreach (StandardOption o in expiry.Options)
            {
                long initial = StandardMargin.ShortLotMicro(rule, o, market.Spot, LotUnits, MarginKind.Initial);
                instruments.Add(new InstrumentRisk($"O{instruments.Count}", u, 1, true, false)
                {
                    ShortLotInitialMicro = initial + (long)Math.Ceiling(extra),
                    ShortLotMaintenanceMicro = StandardMargin.ShortLotMicro(
                        rule, o, market.Spot, LotUnits, MarginKind.Maintenance),
                });
                positions.Add((o.Amount, Math.Max(1, (long)Math.Round(o.Mark * MicroPerLot))));
            }
        }
    }

    private static DeviceResult Play(
        SimDevice device,
        StandardBook book,
        List<InstrumentRisk> instruments,
        List<(double Amount, long ValueMicro)> positions)
    {
        double cash = book.Cash + book.Markets.Sum(m => m.PerpProfit);
        Do(device, new DeviceCommand
        {
            Op = DeviceOp.OpenGroup,
            Instrument = -1,
            Flags = DeviceCommandFlags.StandardMode,
        });
        MoveCash(device, (long)Math.Round(cash * 1e6));
        for (int i = 0; i < positions.Count; i++)
        {
            (double amount, long value) = positions[i];
            Do(device, new DeviceCommand { Op = DeviceOp.SetMark, Instrument = i, Value = value });
            if (LotsOf(amount) != 0)
            {
                Do(device, new DeviceCommand
                {
                    Op = DeviceOp.Trade,
                    Instrument = i,
                    Side = (sbyte)Math.Sign(amount),
                    Lots = Math.Abs(LotsOf(amount)),
                    Value = value,
                });

                // The source starts with what was paid already gone: the premium that the trade moved comes back.
                MoveCash(device, instruments[i].IsOption ? LotsOf(amount) * value : 0);
            }
        }

        for (int a = 0; a < book.Markets.Count; a++)
        {
            Do(device, new DeviceCommand
            {
                Op = DeviceOp.MoveAsset,
                Instrument = a,
                Value = (long)Math.Round(book.Markets[a].Collateral * 1e8),
            });
        }

        return Do(device, new DeviceCommand { Op = DeviceOp.ReadGroup });
    }

    private static void MoveCash(SimDevice device, long micro) => Do(
        device, new DeviceCommand { Op = DeviceOp.MoveCash, Value = micro, Flags = DeviceCommandFlags.Forced });

    private static DeviceResult Do(SimDevice device, DeviceCommand command)
    {
        DeviceResult[] results = new DeviceResult[1];
        device.Execute([command], results);
        Assert.Equal(ReasonCode.None, results[0].Reason);
        return results[0];
    }

    private static long LotsOf(double amount) => (long)Math.Round(amount / LotUnits);

    private static ulong RateOf(double value) => (ulong)Math.Ceiling(value * (1L << 32));
}
