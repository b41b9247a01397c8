using System;
using System.Security.Cryptography;
using Appliance.Core;

namespace Appliance.Machine;

/// <summary>
/// Canonical bytes of the machine's state, hashed with the device's own hash and the snapshot's: instruments,
/// accounts in id order each with its working orders in chain order, the ledger and the counters that name orders.
/// </summary>
internal static class MachineDigest
{
    public static void Compute(MachineState state, Span<byte> sha256)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> device = stackalloc byte[32];
        state.Device.StateHash(device);
        hash.AppendData(device);
        hash.AppendData(state.Snapshot.Sha256());
        AppendInstruments(hash, state);
        for (uint account = 0; account < (uint)state.Accounts.HighWater; account++)
        {
            AppendAccount(hash, state, account);
        }

        Ledger ledger = state.Ledger;
        hash.Append(ledger.DepositedMicro, ledger.WithdrawnMicro, ledger.FundMicro, ledger.FeesMicro);
        hash.Append(ledger.UncoveredMicro, state.SwitchesLeft, state.SwitchCursor, state.IsScanDue ? 1 : 0);
        hash.Append(state.ReviewCursor, state.Attention.Count);
        for (int waiting = 0; waiting < state.Attention.Count; waiting++)
        {
            hash.Append(state.Attention.At(waiting));
        }

        state.Throttle.AppendTo(hash);
        hash.Append(unchecked((long)state.NextClosingOrderId), (long)state.NextReportId);
        Check.That(hash.GetHashAndReset(sha256) == sha256.Length);
    }

    private static void AppendInstruments(IncrementalHash hash, MachineState state)
    {
        for (int i = 0; i < state.Instruments.Count; i++)
        {
            InstrumentState instrument = state.Instruments[i];
            hash.Append(instrument.IsDefined ? 1 : 0, instrument.IsTradable ? 1 : 0);
            hash.Append(instrument.MarkMicro, instrument.MarkStampNs, instrument.IsMarkFlaggedStale ? 1 : 0);
        }
    }

    private static void AppendAccount(IncrementalHash hash, MachineState state, uint account)
    {
        ref AccountState own = ref state.Accounts[account];
        hash.Append(account, own.IsOpen ? 1 : 0, own.IsBlocked ? 1 : 0, own.IsReduceOnly ? 1 : 0);
        hash.Append((long)own.Phase, own.CallDeadlineNs, own.ClosingOrders, own.WatchIndex);
        hash.Append(own.UncoveredMicro, own.IsWaiting ? 1 : 0, own.IsWaiting ? own.UsedUpWindow : 0);
        for (int order = own.OrdersHead; order != OrderTable.None; order = state.Orders[order].Next)
        {
            ref OrderRecord record = ref state.Orders[order];
            hash.Append(unchecked((long)record.ClOrdId), unchecked((long)record.AliasClOrdId), record.Instrument);
            hash.Append(record.Side, record.Lots, record.FilledLots, record.ReserveMicro, record.BankruptcyMicro);
            hash.Append(record.PendingReserveMicro);
            hash.Append(record.IsClosing ? 1 : 0, record.IsCancelSent ? 1 : 0, record.HasAlias ? 1 : 0);
        }
    }
}
