using System.Numerics;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>Sections 1 to 3 and 5 by numbers that can be worked on paper.</summary>
public class RequirementTests
{
    [Fact]
    public void Rounding_of_both_signs()
    {
        Assert.Equal((-4, -3), (OracleMath.FloorDiv(-7, 2), OracleMath.CeilDiv(-7, 2)));
        Assert.Equal((3, 4), (OracleMath.FloorDiv(7, 2), OracleMath.CeilDiv(7, 2)));
        BigInteger half = Make.One / 2;
        Assert.Equal((-4, -3), (OracleMath.MulFloor(-7, half), OracleMath.MulCeil(-7, half)));
        Assert.Equal((3, 4), (OracleMath.MulFloor(7, half), OracleMath.MulCeil(7, half)));
        BigInteger max = (BigInteger.One << 62) - 1;
        Assert.Equal(new OracleScalar(max, false), OracleMath.Sat(max));
        Assert.Equal(new OracleScalar(-max, true), OracleMath.Sat(-max - 1));
    }

    [Fact]
    public void Affine_tables()
    {
        Assert.Equal(0, OracleMath.MaxAffine(5, []));
        Assert.Equal(0, OracleMath.MaxAffine(5, Make.Table((Make.One, 9))));
        Assert.Equal(7, OracleMath.MaxAffine(10, Make.Table((Make.One / 2, 0), (Make.One, 3))));
        Assert.Equal(5, OracleMath.MinAffine(10, Make.Table((Make.One / 2, 0), (Make.One, 3))));
    }

    [Fact]
    public void Largest_remainder_examples()
    {
        Assert.Equal([34, 33, 33], OracleMath.LargestRemainder(100, [1, 1, 1]));
        Assert.Equal([0, 0, 1, 1], OracleMath.LargestRemainder(2, [1, 1, 3, 2]));
        Assert.Equal([1, 1, 0], OracleMath.LargestRemainder(2, [1, 1, 1]));
        Assert.Equal([0, 7], OracleMath.LargestRemainder(7, [0, 5]));
        Assert.Equal([0, 0], OracleMath.LargestRemainder(7, [0, 0]));
        BigInteger total = 0;
        foreach (BigInteger share in OracleMath.LargestRemainder(1_000_000_000_007, [3, 5, 11, 0, 2]))
        {
            total += share;
        }

        Assert.Equal(1_000_000_000_007, total);
    }

    [Fact]
    public void Loss_shocks_follow_the_scenario_table()
    {
        BigInteger range = Make.Up(1, 10), third = OracleMath.CeilDiv(range, 3);
        BigInteger[] shocks = OracleLinear.LossShocks(range, [Make.One / 4, -Make.One / 8, 0, 0, 0, 0, 0, 0]);
        Assert.Equal(40, shocks.Length);
        Assert.Equal([0, 0, 0, -third, -third, -third, third, third, third], shocks[..9]);
        Assert.Equal((-range, range), (shocks[15], shocks[20]));
        Assert.Equal([0, 0, 0, 0], shocks[28..32]);
        Assert.Equal([-Make.One / 4, Make.One / 8, 0], shocks[32..35]);

        // -66% damped by 0.21 loses a long 13.86%; +300% damped by 0.047 loses a short 14.1%.
        Assert.InRange(shocks[21] - Make.Up(1386, 10_000), 0, 2);
        Assert.InRange(-shocks[27] - Make.Up(141, 1000), 0, 4);
    }

    [Fact]
    public void Linear_array_rounds_losses_up_for_long_and_short()
    {
        BigInteger[] shocks = OracleLinear.LossShocks(Make.Up(1, 10), new BigInteger[8]);
        OracleInstrument linear = OracleLinear.Instrument(2, 1, 999_999, shocks);
        Assert.Equal((0, 999_999, -999_999), (linear.Ra[0], linear.Ra[30], linear.Ra[31]));
        Assert.Equal((-99_999, 100_000), (linear.Ra[15], linear.Ra[18]));
        Assert.Equal((999_999, 8), (linear.Rmax, linear.Raj.Count));
        Assert.Equal(7, OracleLinear.ContractValue(15, 1, 1, 2));
    }

    [Fact]
    public void Calendar_spread_pays_basis_on_the_matched_delta()
    {
        OracleUnderlying underlying = Make.Plain() with { Basis = Make.Up(1, 100) };
        OracleSnapshot snapshot = Make.Snapshot(
            [underlying], Make.Linear(0, 1_000_000, 10, 0), Make.Linear(0, 1_000_000, 10, 1));
        OracleBook book = new(snapshot, [1_000_000, 1_000_000]);
        book.Open(1);
        book.Trade(1, 0, 5, 0, 0);
        book.Trade(1, 1, -3, 0, 0);
        OracleReq req = book.Req(1, OracleKind.Mm, OracleAcc.L);
        Assert.InRange(req.Basis, 30_000, 30_001);
        Assert.InRange(req.Scan, 200_000, 200_005);
        Assert.Equal((8, req.Scan + req.Basis + 8), (req.Qr, req.Value));
    }

    [Fact]
    public void Short_options_pay_the_minimum_and_working_sells_count()
    {
        OracleUnderlying underlying = Make.Plain() with { Som = new(700, 500) };
        OracleInstrument option = Make.FromLosses(0, [1]) with { IsOption = true };
        OracleBook book = new(Make.Snapshot([underlying], option), [10]);
        book.Open(1);
        book.Trade(1, 0, -4, 0, 0);
        book[1].AddOrder(0, OracleSide.Sell, 3, 0);
        book[1].AddOrder(0, OracleSide.Buy, 90, 0);
        Assert.Equal((2000, 4900), (book.Mmr(1).Value, book.Imr(1).Value));
    }

    [Fact]
    public void Diversification_never_goes_below_the_worst_underlying()
    {
        OracleUnderlying plain = Make.Plain();
        OracleSnapshot snapshot = Make.Snapshot([plain, plain], Make.FromLosses(0, [100]), Make.FromLosses(1, [60]));
        OracleBook book = new(snapshot with { Lambda = Make.One / 2 }, [1, 1]);
        book.Open(1);
        book.Trade(1, 0, 10, 0, 0);
        book.Trade(1, 1, 10, 0, 0);
        OracleReq req = book.Req(1, OracleKind.Mm, OracleAcc.L);
        Assert.Equal((1600, 1000, 1000), (req.SumM, req.MaxM, req.Scan));
    }

    [Fact]
    public void Shortfall_averages_the_tail_up_and_takes_the_largest_multiplier_of_the_snapshot()
    {
        OracleInstrument joint = Make.FromLosses(0, []) with { Raj = [9, -50, 8, 7, 0, 1, 2, 4] };
        OracleUnderlying elsewhere = Make.Plain() with { Mult = 2 * Make.One };
        OracleBook book = new(Make.Snapshot([Make.Plain(), elsewhere], joint) with { K = 3 }, [1]);
        book.Open(1);
        book.Trade(1, 0, 1, 0, 0);
        Assert.Equal(16, book.Req(1, OracleKind.Mm, OracleAcc.L).Tail);
        book.Trade(1, 0, -2, 0, 0);
        Assert.Equal(34, book.Req(1, OracleKind.Mm, OracleAcc.L).Tail);
    }
}
