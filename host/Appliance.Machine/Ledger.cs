using System;
using Appliance.Core;

namespace Appliance.Machine;

/// <summary>
/// Money outside the groups. Identity at every heartbeat: total equity + fund + fees = deposits - withdrawals, to the
/// micro; the fund is never negative.
/// </summary>
public sealed class Ledger
{
    /// <summary>Everything that came in: deposits, backstop capital, contributions to the fund. Micro.</summary>
    public long DepositedMicro { get; private set; }

    public long WithdrawnMicro { get; private set; }

    public long FundMicro { get; private set; }

    public long FundContributedMicro { get; private set; }

    /// <summary>Liquidation fees the fund earned.</summary>
    public long FundEarnedMicro { get; private set; }

    /// <summary>Top-ups and covers the fund paid.</summary>
    public long FundPaidMicro { get; private set; }

    /// <summary>What the fund should have paid and could not; stays at MoneyMax once it got there.</summary>
    public long UncoveredMicro { get; private set; }

    /// <summary>Trading fees, rebates taken off.</summary>
    public long FeesMicro { get; private set; }

    /// <summary>False when the sum would leave the money range: the deposit is then refused.</summary>
    public bool CanDeposit(long amountMicro) => amountMicro <= FixedPoint.MoneyMax - DepositedMicro;

    /// <summary>False when the fund would leave the money range.</summary>
    public bool CanEarn(long amountMicro) => amountMicro <= FixedPoint.MoneyMax - FundMicro;

    public void Deposit(long amountMicro) => DepositedMicro += amountMicro;

    public void Withdraw(long amountMicro) => WithdrawnMicro += amountMicro;

    public void ContributeToFund(long amountMicro)
    {
        DepositedMicro += amountMicro;
        FundContributedMicro += amountMicro;
        FundMicro += amountMicro;
    }

    public void EarnFund(long amountMicro)
    {
        Check.That(amountMicro >= 0);
        FundEarnedMicro = Clamped((Int128)FundEarnedMicro + amountMicro);
        FundMicro += amountMicro;
    }

    /// <summary>
    /// Pays as much of a need as the fund has; the rest, beyond what was <paramref name="countedMicro"/> before, is an
    /// uncovered loss. Returns what was paid.
    /// </summary>
    public long PayFromFund(long neededMicro, long countedMicro)
    {
        Check.That(neededMicro >= 0 && countedMicro >= 0);
        long paid = Math.Min(neededMicro, FundMicro);
        FundMicro -= paid;
        FundPaidMicro = Clamped((Int128)FundPaidMicro + paid);

        // An absurd mark may bankrupt many accounts by the whole money range. No money moves by this number.
        UncoveredMicro = Clamped((Int128)UncoveredMicro + FixedPoint.Pos(neededMicro - paid - countedMicro));
        Check.That(FundMicro >= 0);
        return paid;
    }

    /// <summary>Takes back what an account had no room for; it counts as uncovered.</summary>
    public void ReturnToFund(long amountMicro)
    {
        FundMicro += amountMicro;
        FundPaidMicro -= amountMicro;
        UncoveredMicro = Clamped((Int128)UncoveredMicro + amountMicro);
    }

    /// <summary>False for a fee no venue charges: beyond the money range, alone or with what was collected.</summary>
    public bool CanCollect(long amountMicro) =>
        Int128.Abs((Int128)FeesMicro + amountMicro) <= (Int128)FixedPoint.MoneyMax;

    public void CollectFee(long amountMicro) => FeesMicro += amountMicro;

    /// <summary>0 when money is conserved: total equity + fund + fees - deposits + withdrawals.</summary>
    public Int128 Imbalance(Int128 totalEquity) =>
        totalEquity + FundMicro + FeesMicro - DepositedMicro + WithdrawnMicro;

    // Totals for reports stop at the money range instead of overflowing after absurd input.
    private static long Clamped(Int128 total) => (long)Int128.Min(total, (Int128)FixedPoint.MoneyMax);
}
