using System.Linq;
using Appliance.Machine;
using Appliance.Machine.Tests;
using Appliance.Wire;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 10: below MMR the account is liquidated, at MMR it is not; its orders are cancelled first.</summary>
public class C10_Liquidation
{
    private const uint Account = 1, Other = 2;

    [Theory]
    [InlineData(0, false)]
    [InlineData(-1, true)]
    public void One_micro_decides(long fromMaintenance, bool isLiquidated)
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(Other, 1_000_000_000_000);
        rig.Deposit(Account, 400_000_000);
        rig.Give(Account, 10);
        rig.ShiftEquity(Account, Other, rig.Read(Account).Maintenance + fromMaintenance - rig.Read(Account).Equity);
        rig.Settle();
        Assert.Equal(isLiquidated ? 1 : 0, rig.Machine.Counters[MachineCounter.Liquidations]);
    }

    [Fact]
    public void Working_orders_are_cancelled_before_anything_is_sold()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(Other, 1_000_000_000_000);
        rig.Deposit(Account, 400_000_000);
        rig.Give(Account, 10);
        ulong order = rig.Place(Account, Side.Sell, 1, RigOptions.FirstMark);
        rig.ShiftEquity(Account, Other, -160_000_000);
        Assert.Equal(
            [OutputKind.MarginCall, OutputKind.CancelOrder, OutputKind.LiquidationOrder],
            rig.Outputs.Select(output => output.Kind));
        Assert.Equal(order, rig.Only(OutputKind.CancelOrder).OrigClOrdId);
    }
}
