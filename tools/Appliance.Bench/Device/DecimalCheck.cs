using System;
using Appliance.Margin;

namespace Appliance.Bench.Device;

/// <summary>
/// What a first implementation does: decimals, and everything anew for each order: for every scenario the sum over
/// positions and working orders of notional times rate, then the worst one. Simpler than the margin rules and slower.
/// </summary>
internal sealed class DecimalCheck
{
    private const decimal MicroPerUnit = 1_000_000m;
    private const decimal OneQ32 = 4_294_967_296m;
    private readonly int perGroup;
    private readonly int[] instruments;
    private readonly decimal[] positions;
    private readonly decimal[] buys;
    private readonly decimal[] sells;
    private readonly decimal[] values;
    private readonly decimal[][] rates;

    public DecimalCheck(int groups, int perGroup, RiskSnapshot snapshot)
    {
        this.perGroup = perGroup;
        instruments = new int[groups * perGroup];
        positions = new decimal[groups * perGroup];
        buys = new decimal[groups * perGroup];
        sells = new decimal[groups * perGroup];
        values = new decimal[snapshot.Instruments.Length];
        rates = new decimal[snapshot.Instruments.Length][];
        for (int i = 0; i < rates.Length; i++)
        {
            values[i] = snapshot.ArrayedAtMicro(i) / MicroPerUnit;
            ReadOnlySpan<long> shocks = snapshot.LossShocksQ32(snapshot.Instruments[i].Underlying);
            rates[i] = new decimal[shocks.Length];
            for (int s = 0; s < shocks.Length; s++)
            {
                rates[i][s] = decimal.Round(shocks[s] / OneQ32, 6);
            }
        }
    }

    public void Open(uint group, int place, int instrument) => instruments[(group * perGroup) + place] = instrument;

    public void Hold(uint group, int place, long signedLots) => positions[(group * perGroup) + place] += signedLots;

    public void Add(in DeviceCommand order, int place) =>
        Working(order)[(order.Group * perGroup) + place] += order.Lots;

    public void Release(in DeviceCommand order, int place) =>
        Working(order)[(order.Group * perGroup) + place] -= order.Lots;

    /// <summary>Adds an order and returns the group's worst loss with it.</summary>
    public decimal Place(in DeviceCommand order, int place)
    {
        Add(order, place);
        int first = (int)(order.Group * perGroup);
        decimal worst = 0;
        for (int s = 0; s < rates[0].Length; s++)
        {
            decimal loss = 0;
            for (int at = first; at < first + perGroup; at++)
            {
                int instrument = instruments[at];
                decimal perLot = values[instrument] * rates[instrument][s];
                loss += positions[at] * perLot;
                loss += perLot > 0 ? buys[at] * perLot : -(sells[at] * perLot);
            }

            worst = Math.Max(worst, loss);
        }

        return worst;
    }

    private decimal[] Working(in DeviceCommand order) => order.Side > 0 ? buys : sells;
}
