using System;
using System.Numerics;
using Appliance.Core;
using Appliance.Machine;
using Appliance.Machine.Tests;
using Appliance.Margin;
using Appliance.Sim.Oracle;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 14: the fund pays what a fill was worse than bankruptcy and earns at most its fee out of what it was better; it
/// is never negative.
/// </summary>
public class C14_InsuranceFund
{
    [Fact]
    public void Its_delta_is_the_top_up_or_the_smaller_of_fee_and_surplus()
    {
        Prng random = Seeds.Generator("C14");
        RiskParameters parameters = new();
        for (int n = 0; n < 5_000; n++)
        {
            long lots = random.Between(1, 1_000_000), fill = random.Between(1, 1L << 40);
            long bankruptcy = Math.Max(1, fill + random.Between(-fill, fill));
            bool isSell = random.Chance(500_000);
            OracleSide side = isSell ? OracleSide.Sell : OracleSide.Buy;
            BigInteger fee = OracleClosePrice.FundFee(side, fill, bankruptcy, lots, parameters.LiquidationFeeQ32);
            BigInteger topUp = OracleClosePrice.TopUp(side, fill, bankruptcy, lots);
            Int128 delta = LiquidationPricing.FundDelta(lots, fill, bankruptcy, isSell, parameters);
            Assert.True((BigInteger)delta == fee - topUp, Seeds.Repeat($"C14, case {n}"));
        }
    }

    [Fact]
    public void It_reconciles_and_is_never_negative_in_random_markets()
    {
        long paid = 0, earned = 0;
        for (ulong seed = Seeds.Value; seed < Seeds.Value + 6; seed++)
        {
            // The market itself checks after each step that the fund is not negative and money is whole.
            using MachineRig rig = Market.Run(seed, 300);
            Ledger ledger = rig.Machine.Ledger;
            Assert.Equal(
                ledger.FundContributedMicro + ledger.FundEarnedMicro - ledger.FundPaidMicro, ledger.FundMicro);
            paid += ledger.FundPaidMicro;
            earned += ledger.FundEarnedMicro;
        }

        Assert.True(paid > 0 && earned > 0, Seeds.Repeat($"C14, paid {paid}, earned {earned}"));
    }
}
