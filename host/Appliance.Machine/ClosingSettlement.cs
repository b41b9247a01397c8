using System;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Machine;

/// <summary>
/// Settles a fill of one of the appliance's closing orders with the insurance fund: worse than bankruptcy is topped
/// up, better pays the fund its fee out of the surplus (host/MARGIN.md section 9).
/// </summary>
internal sealed class ClosingSettlement
{
    private readonly MachineState state;

    public ClosingSettlement(MachineState state) => this.state = state;

    public void Settle(int order, InstrumentState instrument, long lots, long valueMicro, long stampNs)
    {
        ref OrderRecord record = ref state.Orders[order];
        state.Counters.Add(MachineCounter.LiquidationLots, lots);
        state.Counters.Add(MachineCounter.LiquidationMicro, lots * valueMicro);
        long perLot = record.Side < 0 ? valueMicro - record.BankruptcyMicro : record.BankruptcyMicro - valueMicro;
        Int128 surplus = (Int128)lots * perLot;
        Check.That(Int128.Abs(surplus) <= (Int128)FixedPoint.MoneyMax);
        if (surplus < Int128.Zero)
        {
            TopUp(record.Account, instrument, (long)-surplus, stampNs);
            return;
        }

        Int128 fee = FixedPoint.MulFloorWide(
            (Int128)lots * valueMicro, state.Snapshot.Parameters.LiquidationFeeQ32);
        PayFee(record.Account, instrument, (long)Int128.Min(fee, surplus), stampNs);
    }

    private void TopUp(uint account, InstrumentState instrument, long neededMicro, long stampNs)
    {
        long paid = state.Ledger.PayFromFund(neededMicro, countedMicro: 0);
        if (paid > 0)
        {
            Check.That(state.TryForceCash(account, paid));
            Report(FundMovementKind.ShortfallCover, account, instrument.Config.SecurityId, -paid, stampNs);
        }

        if (paid < neededMicro)
        {
            long uncovered = neededMicro - paid;
            state.Accounts[account].UncoveredMicro += uncovered;
            Report(FundMovementKind.UncoveredLoss, account, instrument.Config.SecurityId, uncovered, stampNs);
        }
    }

    private void PayFee(uint account, InstrumentState instrument, long feeMicro, long stampNs)
    {
        if (feeMicro == 0 || !state.Ledger.CanEarn(feeMicro) || !state.TryForceCash(account, -feeMicro))
        {
            return;
        }

        state.Ledger.EarnFund(feeMicro);
        Report(FundMovementKind.LiquidationFee, account, instrument.Config.SecurityId, feeMicro, stampNs);
    }

    public void Report(FundMovementKind kind, uint account, uint securityId, long amountMicro, long stampNs)
    {
        ref OutputRecord output = ref state.Outputs.Next();
        output.Kind = OutputKind.FundMovement;
        output.Detail = (byte)kind;
        output.Account = account;
        output.SecurityId = securityId;
        output.StampNs = stampNs;
        output.AmountMicro = amountMicro;
        output.BalanceMicro = state.Ledger.FundMicro;
    }
}
