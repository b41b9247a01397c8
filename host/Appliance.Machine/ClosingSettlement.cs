using System;
using Appliance.Core;
using Appliance.Margin;
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
        state.Counters.Add(MachineCounter.LiquidationMicro, Bounded((Int128)lots * valueMicro));
        Int128 delta = LiquidationPricing.FundDelta(
            lots, valueMicro, record.BankruptcyMicro, record.Side < 0, state.Snapshot.Parameters);
        if (delta < Int128.Zero)
        {
            TopUp(record.Account, instrument, Bounded(-delta), stampNs);
            return;
        }

        PayFee(record.Account, instrument, Bounded(delta), stampNs);
    }

    // Prices are the world's: the worst of them must not leave the money range.
    private static long Bounded(Int128 amount) => (long)Int128.Min(amount, (Int128)FixedPoint.MoneyMax);

    private void TopUp(uint account, InstrumentState instrument, long neededMicro, long stampNs)
    {
        long paid = state.Ledger.PayFromFund(neededMicro, countedMicro: 0);
        if (paid > 0 && !state.TryForceCash(account, paid))
        {
            state.Ledger.ReturnToFund(paid);
            paid = 0;
        }

        if (paid > 0)
        {
            Report(FundMovementKind.ShortfallCover, account, instrument.Config.SecurityId, -paid, stampNs);
        }

        if (paid < neededMicro)
        {
            long uncovered = neededMicro - paid;
            ref AccountState own = ref state.Accounts[account];
            own.UncoveredMicro = Bounded((Int128)own.UncoveredMicro + uncovered);
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
