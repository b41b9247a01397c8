using System;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Wire;

namespace Appliance.Machine;

/// <summary>
/// Marks, instrument definitions and trading status. A mark that moved further than tau from the one its array was
/// made from starts a new epoch; groups then switch a few behind each input.
/// </summary>
internal sealed class MarkDesk
{
    private readonly MachineState state;

    public MarkDesk(MachineState state) => this.state = state;

    /// <summary>False when nothing changed: unknown instrument or a value out of range.</summary>
    public bool ApplyMark(in MarkPriceDecoder mark, long stampNs)
    {
        InstrumentState? instrument = state.Instruments.Find(mark.SecurityID);
        if (instrument is null
            || !instrument.TryValue(mark.MarkPxMantissa, out long value)
            || value > instrument.MarkMaxMicro)
        {
            state.Counters.Add(MachineCounter.MarksRefused);
            return false;
        }

        state.Counters.Add(MachineCounter.Marks);
        instrument.IsMarkFlaggedStale = (mark.PriceFlags & PriceFlags.Stale) != 0;
        if (instrument.IsMarkFlaggedStale)
        {
            // A price its own source disowns moves nothing: it only stops new orders until a good one comes.
            return true;
        }

        instrument.MarkStampNs = stampNs;
        instrument.MarkMicro = value;
        ref DeviceCommand set = ref state.Prepare(DeviceOp.SetMark, 0);
        set.Instrument = instrument.Index;
        set.Value = value;
        Check.That(state.Execute().IsAccepted);
        StartEpochWhenMoved(instrument);
        state.IsScanDue = true;
        return true;
    }

    /// <summary>The venue's definition must agree with the configuration; then the instrument may be traded.</summary>
    public bool ApplyDefinition(in InstrumentDefinitionDecoder definition)
    {
        InstrumentState? instrument = state.Instruments.Find(definition.SecurityID);
        bool isKnown = instrument is not null
            && definition.MinPriceIncrementMantissa == instrument.Config.TickE9
            && definition.MinTradeVolMantissa == instrument.Config.LotE8
            && definition.ContractMultiplierMantissa == instrument.Config.MultiplierE8;
        if (!isKnown)
        {
            state.Counters.Add(MachineCounter.AdminRefused);
            return false;
        }

        state.Counters.Add(MachineCounter.AdminApplied);
        instrument!.IsDefined = true;
        instrument.IsTradable = definition.SecurityTradingStatus == SecurityTradingStatus.ReadyToTrade;
        return true;
    }

    public bool ApplyStatus(in SecurityStatusDecoder status)
    {
        InstrumentState? instrument = state.Instruments.Find(status.SecurityID);
        if (instrument is null || !instrument.IsDefined)
        {
            state.Counters.Add(MachineCounter.AdminRefused);
            return false;
        }

        state.Counters.Add(MachineCounter.AdminApplied);
        instrument.IsTradable = status.SecurityTradingStatus == SecurityTradingStatus.ReadyToTrade;
        return true;
    }

    /// <summary>Moves the next few groups to the newest epoch; a whole round leads to a scan.</summary>
    public void SwitchSome()
    {
        if (state.SwitchesLeft == 0)
        {
            return;
        }

        int highWater = state.Accounts.HighWater;
        int first = state.SwitchCursor < highWater ? state.SwitchCursor : 0;
        int count = Math.Min(Math.Min(state.Config.SwitchPerEvent, highWater - first), state.SwitchesLeft);
        state.Prepare(DeviceOp.Switch, (uint)first).Lots = count;
        state.Execute();
        state.Counters.Add(MachineCounter.GroupsSwitched, count);
        state.SwitchCursor = first + count;
        state.SwitchesLeft -= count;
        state.IsScanDue |= state.SwitchesLeft == 0;
    }

    private void StartEpochWhenMoved(InstrumentState instrument)
    {
        long arrayedAt = state.Snapshot.ArrayedAtMicro(instrument.Index);
        long moved = Math.Abs(instrument.MarkMicro - arrayedAt);
        if (arrayedAt > 0 && moved <= FixedPoint.MulFloor(arrayedAt, instrument.Config.TauQ32))
        {
            return;
        }

        state.Snapshot.NextEpoch(instrument.Index, instrument.MarkMicro);
        state.Device.LoadEpoch(state.Snapshot);
        state.SwitchesLeft = state.Accounts.HighWater;
        state.Counters.Add(MachineCounter.Epochs);
    }
}
