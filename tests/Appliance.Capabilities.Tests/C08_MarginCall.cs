using Appliance.Machine;
using Appliance.Machine.Tests;
using Appliance.Margin;
using Appliance.Wire;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 8: crossing bcall * MMR calls once, for IMR - E_IM; exactly that deposit makes it good.</summary>
public class C08_MarginCall
{
    private const uint Account = 1, Other = 2;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_call_asks_for_what_is_missing_and_ends_when_it_came(bool isOneMicroShort)
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(Other, 1_000_000_000_000);
        rig.Deposit(Account, 1_000_000_000);
        rig.Give(Account, 10);
        DeviceResult held = rig.Read(Account);
        long callLevel = (held.Maintenance * 11 / 10) + 1;
        rig.ShiftEquity(Account, Other, callLevel - held.Equity);
        Assert.Empty(rig.OutputsOf(OutputKind.MarginCall));
        rig.ShiftEquity(Account, Other, -2);
        OutputRecord call = rig.Only(OutputKind.MarginCall);
        DeviceResult now = rig.Read(Account);
        Assert.Equal((byte)MarginCallType.MarginCall, call.Detail);
        Assert.Equal(MarginStates.CallAmount(now.EquityInitial, now.Requirement), -call.AmountMicro);
        Assert.Equal(
            MarginState.Call,
            MarginStates.Of(
                now.EquityInitial, now.Equity, now.Requirement, now.Maintenance, rig.Snapshot.Parameters));
        rig.Settle();
        Assert.Equal(1, rig.Machine.Counters[MachineCounter.MarginCalls]);

        rig.Deposit(Account, -call.AmountMicro - (isOneMicroShort ? 1 : 0));
        Assert.Equal(isOneMicroShort ? 1 : 0, rig.Machine.AccountsIn(MarginPhase.Call));
        Assert.Equal(isOneMicroShort ? 0 : 1, rig.Machine.Counters[MachineCounter.MarginCallsCured]);
    }

    [Fact]
    public void Nothing_is_withdrawn_while_a_call_is_out()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(Account, 270_000_000);
        rig.Give(Account, 10);
        Assert.Equal(1, rig.Machine.AccountsIn(MarginPhase.Call));
        Assert.False(rig.Withdraw(Account, 1));
    }
}
