using System.Linq;
using Appliance.Machine;
using Appliance.Machine.Tests;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 9: a call past its deadline, or equity below MMR, starts closing with that very input.</summary>
public class C09_MissedCall
{
    private const uint Account = 1, Other = 2;
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public void The_deadline_starts_the_liquidation(long fromDeadlineNs, bool isLiquidated)
    {
        using MachineRig rig = MachineRig.Ready(
            new RigOptions { Machine = config => config with { CallDeadlineNs = 10 * Second } }, deposit: 0);
        rig.Deposit(Account, 270_000_000);
        rig.Give(Account, 10);
        Assert.Equal(rig.NowNs + (10 * Second), rig.Only(OutputKind.MarginCall).DueNs);
        rig.NowNs += (10 * Second) + fromDeadlineNs;
        rig.Mark(RigOptions.FirstMark);
        OutputKind[] expected = isLiquidated ? [OutputKind.MarginCall, OutputKind.LiquidationOrder] : [];
        Assert.Equal(expected, rig.Outputs.Select(output => output.Kind));
        Assert.Equal(isLiquidated ? 1 : 0, rig.Machine.AccountsIn(MarginPhase.Liquidating));
    }

    [Fact]
    public void A_breach_during_a_call_does_not_wait_for_the_deadline()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(Other, 1_000_000_000_000);
        rig.Deposit(Account, 270_000_000);
        rig.Give(Account, 10);
        rig.ShiftEquity(Account, Other, -19_999_990);
        Assert.Equal(1, rig.Machine.AccountsIn(MarginPhase.Call));
        rig.ShiftEquity(Account, Other, -1);
        Assert.Equal(
            [OutputKind.MarginCall, OutputKind.LiquidationOrder], rig.Outputs.Select(output => output.Kind));
    }
}
