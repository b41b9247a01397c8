using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>
/// Section 9 against the liquidation tests of dYdX v4. The notional and maintenance of a position follow that chain's
/// rule here; the formulas under test only see mv, E, MMR and MMR'.
/// </summary>
public class DydxTests
{
    private static readonly JsonElement Facts = Vectors.Load("dydx_facts.json");

    [Fact]
    public void Bankruptcy_values_are_exact()
    {
        int count = 0;
        foreach (JsonElement row in Facts.Rows("bankruptcy"))
        {
            Dictionary<int, BigInteger> sizes = Sizes(row);
            BigInteger equity = Equity(row, sizes), mmr = Mmr(sizes);
            Assert.Equal((row.Big("equity"), row.Big("mmr")), (equity, mmr));
            int market = row.Int("market");
            BigInteger mv = Value(market, sizes[market]) - Value(market, sizes[market] + row.Big("delta"));
            sizes[market] += row.Big("delta");
            BigInteger bk = OracleClosePrice.BankruptcyValue(mv, equity, mmr, Mmr(sizes));
            Assert.Equal(row.Big("expected"), bk);
            count++;
        }

        Assert.Equal(14, count);
    }

    /// <summary>The expected price is a fraction; Q32 rates and floors may move the value by the tolerance.</summary>
    [Fact]
    public void Limit_values_are_the_fillable_prices()
    {
        int count = 0;
        foreach (JsonElement row in Facts.Rows("fillable"))
        {
            Dictionary<int, BigInteger> sizes = Sizes(row);
            int market = row.Int("market");
            BigInteger size = sizes[market], mv = Value(market, size);
            BigInteger equity = Equity(row, sizes), mmr = Mmr(sizes);
            sizes[market] = 0;
            BigInteger smmr = Make.Up(row.Big("smmrPpm"), 1_000_000), ba = Make.Up(row.Big("baPpm"), 1_000_000);
            BigInteger value = OracleClosePrice.LimitValue(mv, equity, mmr, Mmr(sizes), smmr, ba);
            BigInteger wrong = (value * row.Big("expectedDen")) - (row.Big("expectedNum") * size);
            BigInteger tolerance = (2 + (mmr >> 31)) * row.Big("expectedDen");
            Assert.InRange(wrong, -tolerance, tolerance);
            count++;
        }

        Assert.Equal(15, count);
    }

    /// <summary>Each fill is taken as one lot, so values per lot are those of the fill. Fee rates round up.</summary>
    [Fact]
    public void Fund_receives_its_fee_or_pays_the_top_up()
    {
        int count = 0;
        foreach (JsonElement row in Facts.Rows("fundDelta"))
        {
            Dictionary<int, BigInteger> sizes = Sizes(row);
            BigInteger size = sizes[0], equity = Equity(row, sizes), mmr = Mmr(sizes);
            sizes[0] = 0;
            BigInteger bk = OracleClosePrice.BankruptcyValue(Value(0, size), equity, mmr, Mmr(sizes));
            OracleSide side = size > 0 ? OracleSide.Sell : OracleSide.Buy;
            BigInteger perLot = OracleClosePrice.PerLot(side, bk, 1);
            BigInteger fill = row.Big("fill") * row.Big("subticks") / 100_000_000;
            BigInteger rate = Make.Up(row.Big("feePpm"), 1_000_000);
            BigInteger fee = OracleClosePrice.FundFee(side, fill, perLot, 1, rate);
            BigInteger topUp = OracleClosePrice.TopUp(side, fill, perLot, 1);
            Assert.True(fee == 0 || topUp == 0);
            Assert.InRange(fee - topUp - row.Big("expected"), 0, fee == 0 ? 0 : 1 + (fill >> 32));
            count++;
        }

        Assert.Equal(13, count);
    }

    private static Dictionary<int, BigInteger> Sizes(JsonElement row) =>
        row.Rows("positions").ToDictionary(position => position.Int("market"), position => position.Big("size"));

    private static BigInteger Equity(JsonElement row, Dictionary<int, BigInteger> sizes) =>
        sizes.Aggregate(row.Big("usdc"), (sum, position) => sum + Value(position.Key, position.Value));

    /// <summary>trunc(size * price * 10^exponent) in micro USD.</summary>
    private static BigInteger Value(int market, BigInteger size)
    {
        JsonElement m = Market(market);
        int power = m.Int("exponent") + m.Int("atomicResolution") + 6;
        Assert.True(power <= 0);
        return BigInteger.Divide(size * m.Big("price"), BigInteger.Pow(10, -power));
    }

    /// <summary>MM = ceil(ceil(notional * im) * fraction), summed over positions.</summary>
    private static BigInteger Mmr(Dictionary<int, BigInteger> sizes)
    {
        BigInteger sum = 0;
        foreach ((int market, BigInteger size) in sizes)
        {
            BigInteger notional = BigInteger.Abs(Value(market, size));
            BigInteger im = OracleMath.CeilDiv(notional * Market(market).Big("imPpm"), 1_000_000);
            sum += OracleMath.CeilDiv(im * Market(market).Big("mmFractionPpm"), 1_000_000);
        }

        return sum;
    }

    private static JsonElement Market(int id) => Facts.Rows("markets").Single(market => market.Int("id") == id);
}
