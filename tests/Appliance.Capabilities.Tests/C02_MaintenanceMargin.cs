using System.Numerics;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Oracle;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 2: MMR is the worked number, and IMR >= Req(IM, L) >= MMR in every state.</summary>
public class C02_MaintenanceMargin
{
    [Fact]
    public void A_position_needs_the_worked_amount_and_working_orders_none()
    {
        using Trio trio = new();
        trio.Open(1, cash: 10_000 * Model.Unit);
        Assert.Equal(250_000_010, trio.Trade(1, Model.Perp, 10).Maintenance);
        trio.Order(1, Model.Perp, 5, Model.Mark);
        Assert.Equal(250_000_010, trio.Read(1).Maintenance);
    }

    [Fact]
    public void Initial_is_never_below_what_is_held_needs_and_that_never_below_maintenance()
    {
        Prng random = Seeds.Generator("C02");
        int[] tradable = [Model.Perp, Model.Call, Model.Future, Model.Ether, Model.Write];
        using Trio trio = new();
        trio.Open(1, cash: 100_000 * Model.Unit);
        for (int n = 0; n < 400; n++)
        {
            int instrument = tradable[random.Next(tradable.Length)];
            long lots = random.Between(-30, 30);
            lots = lots == 0 ? 1 : lots;
            long value = instrument == Model.Call ? Model.Premium : Model.Mark;
            if (instrument == Model.Write || random.Chance(600_000))
            {
                trio.Order(1, instrument, lots, value);
            }
            else
            {
                trio.Trade(1, instrument, lots, value);
            }

            DeviceResult now = trio.Read(1);
            BigInteger held = trio.Book.Req(1, OracleKind.Im, OracleAcc.L).Value;
            Assert.True(now.Requirement >= held && held >= now.Maintenance, Seeds.Repeat($"C02, step {n}"));
        }
    }
}
