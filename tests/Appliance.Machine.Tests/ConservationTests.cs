using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>Random closed markets: no micro is made or lost, and every change of state has its reason.</summary>
public sealed class ConservationTests
{
    [Fact]
    public void Money_is_conserved_and_states_change_for_a_reason()
    {
        long trades = 0, handedOver = 0, cured = 0, calls = 0, fees = 0;
        for (ulong seed = TestSeed.First; seed < TestSeed.First + 50; seed++)
        {
            try
            {
                using MachineRig rig = MachineRig.Ready(Market.Options(seed), deposit: 0);
                States states = new(rig);
                Market market = new(rig, seed) { AfterFrame = states.Verify, AfterUnblock = states.Unblock };
                for (int step = 0; step < 1500; step++)
                {
                    market.Step();
                }

                market.Close();
                trades += market.Trades;
                handedOver += rig.Machine.Counters[MachineCounter.BackstopTransfers];
                cured += rig.Machine.Counters[MachineCounter.LiquidationsCured];
                calls += rig.Machine.Counters[MachineCounter.MarginCallsCured];
                fees += rig.Machine.Ledger.FundEarnedMicro;
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException(TestSeed.Repeat("random market", seed), fault);
            }
        }

        Assert.True(trades > 1000 && handedOver > 50 && cured > 20 && calls > 20 && fees > 0,
            $"{trades} trades, {handedOver} handed over, {cured} {calls} cured, fees {fees}");
    }

    /// <summary>Each message of the risk desk against the numbers it carries and the state before it.</summary>
    private sealed class States(MachineRig rig)
    {
        private readonly Dictionary<uint, (MarginPhase Phase, long DueNs)> phases = [];

        public void Verify()
        {
            foreach (OutputRecord output in rig.Outputs)
            {
                if (output.Kind == OutputKind.MarginCall)
                {
                    Verify(output);
                }
                else if (output is { Kind: OutputKind.FundMovement, Detail: (byte)FundMovementKind.BackstopTransfer })
                {
                    Assert.True(Phase(output.Account) is MarginPhase.Liquidating or MarginPhase.Defaulted);
                    phases[output.Account] = (MarginPhase.Defaulted, 0);
                }
                else if (output.Kind is OutputKind.LiquidationOrder)
                {
                    Assert.Equal(MarginPhase.Liquidating, Phase(output.Account));
                }
            }
        }

        /// <summary>An operator lets a defaulted account begin again.</summary>
        public void Unblock(uint account)
        {
            if (Phase(account) == MarginPhase.Defaulted)
            {
                phases[account] = (MarginPhase.Healthy, 0);
            }
        }

        private MarginPhase Phase(uint account) => phases.GetValueOrDefault(account).Phase;

        private void Verify(in OutputRecord call)
        {
            RiskParameters p = rig.Snapshot.Parameters;
            Int128 equity = call.EquityMicro;
            bool isBelowCall = equity < FixedPoint.MulCeilWide(call.MaintenanceMicro, p.CallQ32);
            bool isAtTarget = equity >= FixedPoint.MulCeilWide(call.MaintenanceMicro, p.TargetQ32);
            MarginPhase before = Phase(call.Account);
            Assert.Equal(call.EquityMicro - call.InitialMicro, call.AmountMicro);
            switch ((MarginCallType)call.Detail)
            {
                case MarginCallType.MarginCall:
                    Assert.Equal(MarginPhase.Healthy, before);
                    Assert.True(isBelowCall && call.AmountMicro < 0 && equity >= call.MaintenanceMicro);
                    phases[call.Account] = (MarginPhase.Call, call.DueNs);
                    break;
                case MarginCallType.Liquidation:
                    bool isDue = before == MarginPhase.Call && rig.NowNs >= phases[call.Account].DueNs;
                    Assert.True(before is MarginPhase.Healthy or MarginPhase.Call, $"{call.Account} was {before}");
                    Assert.True(equity < call.MaintenanceMicro || isDue);
                    phases[call.Account] = (MarginPhase.Liquidating, 0);
                    break;
                case MarginCallType.Cured:
                    Assert.True(before == MarginPhase.Call ? call.AmountMicro >= 0
                        : before == MarginPhase.Liquidating && isAtTarget);
                    phases[call.Account] = (MarginPhase.Healthy, 0);
                    break;
                default:
                    Assert.Fail($"call type {call.Detail}");
                    break;
            }
        }
    }
}
