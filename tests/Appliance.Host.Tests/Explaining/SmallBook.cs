using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Host.Explaining;
using Appliance.Margin;
using Appliance.Margin.Control;
using Appliance.Sim.Device;
using Appliance.Sim.Explain;

namespace Appliance.Host.Tests.Explaining;

/// <summary>
/// Two underlyings, two futures on the first, an option on the second, a calendar spread, and two assets, one of which
/// nets with positions; every charge of the rules is in use. Small enough for a pocket calculator.
/// </summary>
internal sealed class SmallBook : IDisposable
{
    public const int Perp = 0, Dated = 1, Call = 2, Spread = 3, Coin = 4;
    private const long Unit = 1_000_000;
    private readonly RiskModel model;
    private readonly DayWatch watch;
    private readonly IMarginDevice device;

    /// <param name="group">The one whose decisions are watched.</param>
    /// <param name="number">Which accepted order, null for the last.</param>
    /// <param name="around">Around the device, for planted faults.</param>
    public SmallBook(uint group, int? number = null, Func<IMarginDevice, IMarginDevice>? around = null)
    {
        model = Model();
        JointTable past = JointTable.Read("ts_ms,BTC,ETH\n1621382400000,-80000,-110000\n1621386000000,30000,50000\n");
        RiskSnapshot built = SnapshotBuilder.Build(model, past, out JointSelection joint);
        Snapshot = Rules(built);
        watch = new DayWatch(group, number, around);
        device = watch.Around(new SimDevice(new DeviceCapacity(16, 8, 4), Snapshot), Snapshot, joint);
        Mark(Perp, 40_000 * Unit, 39_500 * Unit);
        Mark(Dated, 40_400 * Unit, 40_500 * Unit);
        Mark(Call, 150 * Unit, 140 * Unit);
    }

    public RiskSnapshot Snapshot { get; }

    public WatchedDecision? Decision => watch.Decision;

    public ExplainedDecision Explained => new()
    {
        Decision = watch.Decision!,
        Explanation = GroupExplainer.Explain(watch.Decision!.State, watch.Group),
        Words = new ScenarioWords(model, watch.Joint),
        Currency = "USDT",
        RepeatCommand = "appliance risk explain 4",
    };

    public void Dispose() => device.Dispose();

    public DeviceResult Open(
        uint group, MarginGroupKind kind = MarginGroupKind.Cross, uint pool = 0, bool isStandard = false) =>
        Run(new DeviceCommand
        {
            Op = DeviceOp.OpenGroup,
            Group = group,
            Lots = (long)kind,
            Instrument = kind == MarginGroupKind.Isolated ? Perp : 0,
            OldLots = pool,
            OldReserve = kind == MarginGroupKind.Pool ? (long)Rate.Up(3, 5).Q32 : 0,
            Flags = isStandard ? DeviceCommandFlags.StandardMode : DeviceCommandFlags.None,
        });

    public void Cash(uint group, long units) =>
        Run(new DeviceCommand { Op = DeviceOp.MoveCash, Group = group, Value = units * Unit });

    /// <param name="group">Whose.</param>
    /// <param name="asset">0 dollars of another issuer, 1 coins.</param>
    /// <param name="units">Whole units.</param>
    public void Asset(uint group, int asset, long units) =>
        Run(new DeviceCommand
        {
            Op = DeviceOp.MoveAsset,
            Group = group,
            Instrument = asset,
            Value = units * 100_000_000,
        });

    public void Trade(uint group, int instrument, long lots, long value) => Run(new DeviceCommand
    {
        Op = DeviceOp.Trade,
        Group = group,
        Instrument = instrument,
        Lots = Math.Abs(lots),
        Side = (sbyte)Math.Sign(lots),
        Value = value * Unit,
    });

    /// <summary>An order that must be accepted.</summary>
    public void Order(uint group, int instrument, long lots, long limit, long reserve) => Run(new DeviceCommand
    {
        Op = DeviceOp.CheckOrder,
        Group = group,
        Instrument = instrument,
        Lots = Math.Abs(lots),
        Side = (sbyte)Math.Sign(lots),
        Value = limit * Unit,
        Fee = Unit,
        Reserve = reserve * Unit,
    });

    /// <summary>Gives back part of a working order.</summary>
    public void Release(uint group, int instrument, long lots, long reserve) => Run(new DeviceCommand
    {
        Op = DeviceOp.ReleaseOrder,
        Group = group,
        Instrument = instrument,
        Lots = Math.Abs(lots),
        Side = (sbyte)Math.Sign(lots),
        Reserve = reserve * Unit,
    });

    private DeviceResult Run(DeviceCommand command)
    {
        DeviceResult[] result = new DeviceResult[1];
        device.Execute([command], result);
        Assert.True(result[0].IsAccepted, $"{command.Op}: {result[0].Reason}");
        return result[0];
    }

    private void Mark(int instrument, long value, long average) => Run(new DeviceCommand
    {
        Op = DeviceOp.SetMark,
        Instrument = instrument,
        Value = value,
        Reserve = average,
    });

    private static AffineSegment Up(long percent, long units) => new(Rate.Up(percent, 100).Q32, units * Unit);

    private static RiskModel Model() => new()
    {
        Profile = new RiskProfile(16, 2),
        Parameters = new RiskParameters
        {
            ProfitWeightQ32 = Rate.Down(1, 2).Q32,
            ProfitCapMicro = 5_000 * Unit,
        },
        Joint = new JointModel(),
        ValuationMs = 1_621_382_400_000,
        Underlyings =
        [
            new UnderlyingModel
            {
                PriceScanRangeQ32 = Rate.Up(12, 100).Q32,
                Risk = new UnderlyingRisk
                {
                    Name = "BTC",
                    OracleQ32 = Rate.Up(1, 1000).Q32,
                    TierInitial = new[] { Up(2, 0), Up(5, 9_000) },
                    TierMaintenance = new[] { Up(1, 0), Up(2, 9_000) },
                    ConcentrationInitial = new[] { Up(1, 1_000), Up(3, 5_000) },
                    ConcentrationMaintenance = new[] { Up(1, 1_500) },
                },
            },
            new UnderlyingModel
            {
                PriceScanRangeQ32 = Rate.Up(18, 100).Q32,
                Risk = new UnderlyingRisk
                {
                    Name = "ETH",
                    MultiplierQ32 = Rate.Up(6, 5).Q32,
                    ShortOptionInitialMicro = 30 * Unit,
                    ShortOptionMaintenanceMicro = 20 * Unit,
                    LongOptionHaircutQ32 = Rate.Up(1, 10).Q32,
                },
            },
        ],
        Instruments =
        [
            Contract("BTC-PERP", 0, 0, null),
            Contract("BTC-JUN", 0, 1_624_550_400_000, null),
            Contract("ETH-C3000", 1, 1_624_550_400_000, Option()),
        ],
    };

    private static PricingModel Option() => new()
    {
        Style = ContractStyle.Option,
        Kind = OptionKind.Call,
        StrikeNano = 3_000L * 1_000_000_000,
        ReferenceNano = 2_800L * 1_000_000_000,
        VolatilityNano = 800_000_000,
    };

    private static InstrumentModel Contract(
        string symbol, int underlying, long expiryMs, PricingModel? pricing) => new()
        {
            Symbol = symbol,
            SecurityId = 1,
            Underlying = underlying,
            TickNano = 1_000_000_000,
            LotE8 = 100_000_000,
            MaxLots = 1_000,
            MaxNotionalMicro = 1_000_000_000 * Unit,
            CollarBandQ32 = Rate.One.Q32,
            PositionLimitLots = 1_000,
            StaleAfterMs = 1,
            TauQ32 = 0,
            ExpiryMs = expiryMs,
            Pricing = pricing,
        };

    // What the control plane does not make yet: combinations, collateral and the tables of STANDARD mode.
    private static RiskSnapshot Rules(RiskSnapshot built)
    {
        List<InstrumentRisk> instruments = [.. Array.ConvertAll(built.Instruments, i => i with
        {
            StandardInitial = new[] { Up(10, 0) },
            StandardMaintenance = new[] { Up(5, 0) },
            ShortLotInitialMicro = i.IsOption ? 40 * Unit : 0,
            ShortLotMaintenanceMicro = i.IsOption ? 25 * Unit : 0,
        })];
        instruments[Perp] = instruments[Perp] with { FundingQ32 = (long)Rate.Up(1, 10_000).Q32 };
        instruments.Add(new InstrumentRisk("BTC-ROLL", 0, 0, IsOption: false, IsLinear: false)
        {
            Legs = new[] { new ComboLeg(Dated, 1), new ComboLeg(Perp, -1) },
        });
        instruments.Add(new InstrumentRisk("BTC-COIN", 0, 0, IsOption: false, IsLinear: true) { IsCollateral = true });
        AssetRisk dollars = new()
        {
            Name = "USDX",
            PriceMicro = Unit,
            Credit = new[] { new AffineSegment(Rate.Down(95, 100).Q32, 0) },
            WrongWayUnderlying = 0,
            WrongWayQ32 = Rate.Up(1, 20).Q32,
            OracleQ32 = Rate.Up(1, 1000).Q32,
        };
        AssetRisk coins = new()
        {
            Name = "BTC",
            PriceMicro = 40_000 * Unit,
            Credit = new[] { new AffineSegment(Rate.Down(98, 100).Q32, 0) },
            RiskInstrument = Coin,
            LotUnits = 100_000_000,
        };
        RiskSnapshot rules = new(
            built.Profile, built.Parameters, built.Underlyings, [.. instruments], [dollars, coins]);
        for (int u = 0; u < built.Underlyings.Length; u++)
        {
            built.LossShocksQ32(u).CopyTo(rules.LossShocksQ32(u));
        }

        rules.ArrayLinear(Perp, 40_000 * Unit);
        rules.ArrayLinear(Dated, 40_400 * Unit);
        rules.ArrayLinear(Coin, 40_000 * Unit);
        built.Losses(Call).CopyTo(rules.Losses(Call));
        rules.SetArrayedAt(Call, 150 * Unit);
        rules.ArrayCombo(Spread);
        IReadOnlyList<string> faults = SnapshotCheck.Faults(rules);
        Check.That(faults.Count == 0, string.Join("; ", faults));
        return rules;
    }
}
