using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Sim.Exchange;

/// <summary>What account owners do about margin calls: pay, reduce, or look away.</summary>
internal sealed class CallDesk
{
    /// <summary>Nobody pays a billion USDT; an excess below that comes from a saturated requirement.</summary>
    private const long ShortfallMicroMax = 1_000_000_000_000_000;

    private readonly CallResponse mix;
    private readonly Accounts accounts;
    private readonly TraderDesk traders;
    private readonly FrameWriter writer;
    private readonly ExchangeStatistics statistics;
    private readonly Prng prng;

    public CallDesk(
        Scenario scenario,
        Accounts accounts,
        TraderDesk traders,
        FrameWriter writer,
        ExchangeStatistics statistics,
        Prng prng)
    {
        mix = scenario.CallResponse;
        this.accounts = accounts;
        this.traders = traders;
        this.writer = writer;
        this.statistics = statistics;
        this.prng = prng;
    }

    public void OnCall(in MarginCallDecoder call)
    {
        if (!accounts.IsKnown(call.Account))
        {
            statistics.UnknownFrames++;
            return;
        }

        ref AccountState state = ref accounts[call.Account];
        switch (call.MarginCallType)
        {
            case MarginCallType.MarginCall:
                statistics.CallsHeard++;
                Respond(call.Account, ref state, call.MarginExcessMantissa);
                break;
            case MarginCallType.Liquidation:
                state.InLiquidation = true;
                break;
            case MarginCallType.Cured:
                state.InLiquidation = false;
                break;
            default:
                break;
        }
    }

    /// <summary>The fund moved. A transfer to the backstop tells the exchange that the account is finished.</summary>
    public void OnFund(in FundMovementDecoder movement)
    {
        statistics.FundMovements++;
        if (movement.FundMovementKind == FundMovementKind.BackstopTransfer)
        {
            statistics.BackstopTransfers++;
            if (accounts.IsKnown(movement.Account) && movement.Account != 0)
            {
                accounts[movement.Account].Defunct = true;
            }
        }
    }

    private void Respond(uint account, ref AccountState state, long excessMicro)
    {
        bool isTrader = account >= (uint)accounts.FirstTrader;
        long at = prng.Next(1_000_000);
        if (state.Defunct || excessMicro >= 0 || excessMicro < -ShortfallMicroMax)
        {
            statistics.CallsIgnored++;
            return;
        }

        long shortfall = -excessMicro;
        if (!isTrader || (at < mix.DepositPpm && shortfall <= state.PocketMicro))
        {
            // The makers and the backstop always pay; a trader only while it has something left to pay with.
            state.PocketMicro -= isTrader ? shortfall : 0;
            writer.Collateral(account, CollateralAction.Deposit, shortfall);
            statistics.CallsPaid++;
            statistics.DepositedOnCallMicro += shortfall;
            return;
        }

        if (at < mix.DepositPpm + mix.ReducePpm)
        {
            traders.Halve(account);
            statistics.CallsReduced++;
            return;
        }

        statistics.CallsIgnored++;
    }
}
