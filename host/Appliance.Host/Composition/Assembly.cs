using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Appliance.Core;
using Appliance.Host.Configuration;
using Appliance.Host.Explaining;
using Appliance.Host.Running;
using Appliance.Machine;
using Appliance.Margin;
using Appliance.Margin.Control;
using Appliance.Sim.Device;
using Appliance.Sim.Exchange;

namespace Appliance.Host.Composition;

/// <summary>
/// Puts the deciding parts together from a configuration: snapshot, device and machine. Everything that can be wrong
/// with what the user gave ends here, as one message, before anything runs.
/// </summary>
internal sealed class Assembly : IDisposable
{
    private const uint BackstopAccount = 0;

    private Assembly(RiskSnapshot snapshot, SimDevice device, MarginMachine machine)
    {
        Snapshot = snapshot;
        Device = device;
        Machine = machine;
    }

    public RiskSnapshot Snapshot { get; }

    public SimDevice Device { get; }

    public MarginMachine Machine { get; }

    /// <param name="scenario">Whose past moves fill the joint columns when the configuration names none. A replay
    /// needs them as much as the run it repeats: without them every requirement is another.</param>
    public static Assembly Build(EffectiveConfig config, Scenario scenario) => Build(config, scenario, null);

    /// <summary>The same with somebody between machine and device; null for nobody.</summary>
    public static Assembly Build(EffectiveConfig config, Scenario scenario, DayWatch? watch)
    {
        RefusePriced(config.Risk);
        JointTable joint = config.JointTableFile.Length == 0 ? TableOf(scenario.Joint) : config.JointTable;
        RiskSnapshot snapshot = SnapshotBuilder.Build(config.Risk, joint, out JointSelection selection);
        MachineConfig machineConfig = MachineConfigOf(config);
        Refuse([.. SnapshotCheck.Faults(snapshot), .. machineConfig.Faults()]);
        DeviceCapacity capacity = new(
            config.Accounts,
            Math.Min(config.GroupInstrumentsMax, config.Risk.Instruments.Length),
            Math.Min(config.GroupBucketsMax, config.Risk.Underlyings.Length));
        SimDevice device = new(capacity, snapshot);
        IMarginDevice seen = watch?.Around(device, snapshot, selection) ?? device;
        return new Assembly(snapshot, device, new MarginMachine(machineConfig, snapshot, seen));
    }

    public void Dispose() => Device.Dispose();

    /// <summary>What the machine is told at start.</summary>
    public static MachineConfig MachineConfigOf(EffectiveConfig config)
    {
        List<InstrumentConfig> instruments = [];
        foreach (InstrumentModel model in config.Risk.Instruments)
        {
            instruments.Add(new InstrumentConfig
            {
                Symbol = model.Symbol,
                SecurityId = (uint)model.SecurityId,
                TickE9 = model.TickNano,
                LotE8 = model.LotE8,
                MultiplierE8 = model.MultiplierE8,
                LotsMin = model.MinLots,
                LotsMax = model.MaxLots,
                NotionalMaxMicro = model.MaxNotionalMicro,
                PositionMaxLots = model.PositionLimitLots,
                CollarQ32 = model.CollarBandQ32,
                StaleAfterNs = model.StaleAfterMs * 1_000_000L,
                TauQ32 = model.TauQ32,
            });
        }

        return new MachineConfig
        {
            AccountsMax = config.Accounts,
            OrdersMax = config.OrdersMax,
            Instruments = instruments,
            FeeReserveQ32 = config.FeeReserveQ32,
            CallDeadlineNs = config.CallDeadlineMs * 1_000_000L,
            BackstopAccount = BackstopAccount,
        };
    }

    /// <summary>Refuses a scenario whose instruments the configuration does not have, with the same terms.</summary>
    public static void RequireAgreement(RiskModel risk, ulong feeReserveQ32, Scenario scenario) =>
        Refuse(Disagreements(risk, feeReserveQ32, scenario));

    /// <summary>What of a scenario the configuration has not, with the same terms; empty when they agree.</summary>
    public static IReadOnlyList<string> Disagreements(RiskModel risk, ulong feeReserveQ32, Scenario scenario)
    {
        List<string> faults = [];
        foreach (InstrumentSpec spec in scenario.Instruments)
        {
            InstrumentModel? model = Array.Find(risk.Instruments, i => i.SecurityId == spec.SecurityId);
            bool isSame = model is not null
                && model.Symbol == spec.Symbol
                && model.TickNano == spec.TickMantissa
                && model.LotE8 == spec.LotMantissa
                && model.MultiplierE8 == spec.MultiplierMantissa;
            if (!isSame)
            {
                faults.Add(
                    $"scenario {scenario.Name}: {spec.Symbol} (securityId {spec.SecurityId}) is not in the "
                    + "configuration with the same symbol, tick, lot and multiplier");
            }
        }

        if (Rate.Up(scenario.TakerFeePpm, 1_000_000).Q32 > feeReserveQ32)
        {
            faults.Add($"scenario {scenario.Name}: its taker fee is above limits.feeReserve");
        }

        return faults;
    }

    // Their arrays hold for the prices and volatilities of the configuration only; nothing here revalues them while
    // the machine runs, and old arrays would be a silent approximation.
    private static void RefusePriced(RiskModel risk)
    {
        List<string> faults = [];
        foreach (InstrumentModel instrument in risk.Instruments)
        {
            if (instrument.Pricing is not null)
            {
                faults.Add($"{instrument.Symbol}: a run does not revalue options or coin-settled contracts");
            }
        }

        Refuse(faults);
    }

    private static JointTable TableOf(JointMoves moves)
    {
        StringBuilder csv = new("ts_ms");
        foreach (string symbol in moves.Symbols)
        {
            csv.Append(',').Append(symbol);
        }

        for (int hour = 0; hour < moves.StartsMs.Count; hour++)
        {
            csv.Append('\n').Append(moves.StartsMs[hour].ToString(CultureInfo.InvariantCulture));
            for (int column = 0; column < moves.Symbols.Count; column++)
            {
                csv.Append(',').Append(moves.MovePpm(hour, column).ToString(CultureInfo.InvariantCulture));
            }
        }

        JointTable table = JointTable.Read(csv.ToString());
        Refuse(table.Faults);
        return table;
    }

    private static void Refuse(IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new UsageException(string.Join("\nappliance: ", faults));
        }
    }
}
