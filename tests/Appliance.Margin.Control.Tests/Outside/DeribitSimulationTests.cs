using System;
using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

/// <summary>
/// The example of the venue's own documentation of its margin simulation (docs.deribit.com, private/pme/simulate):
/// two coin-settled futures, their positions, marks and risk vectors in coin. Numbers only.
/// </summary>
public sealed class DeribitSimulationTests
{
    private static readonly double[] PerpetualLosses =
    [
        0.05991206933333334, 0.04289159509090909, 0.027351162086956524, 0.013105765166666668, 0,
        -0.012097629384615385, -0.023299138074074074, -0.033700538999999995, -0.043384601931034494,
    ];

    private static readonly double[] FutureLosses =
    [
        -0.0002261969523809524, -0.00016193645454545456, -0.00010326382608695652, -4.948058333333334e-05, 0,
        4.567438461538462e-05, 8.796548148148148e-05, 0.0001272357857142857, 0.00016379779310344832,
    ];

    [Fact]
    public void The_grid_gives_the_published_risk_vectors_of_coin_settled_futures()
    {
        AssertVector(0.314538364, 65910.57, PerpetualLosses);
        AssertVector(-0.001187534, 67371.75, FutureLosses);
    }

    [Fact]
    public void Tails_of_a_future_are_scaled_back_to_the_edge_of_the_range()
    {
        // The published extended vectors repeat the edges: two falls as the lower one, six rises as the upper one.
        ScenarioGrid grid = ScenarioGrid.Embedded("deribit-extended");
        long[] bucket = Options.Bucket(
            Options.Priced("P", 1, ContractStyle.InverseFuture, OptionKind.Call, 0, 0, 0), grid, 16);
        int tails = 0;
        foreach (ScenarioPoint point in grid.Points)
        {
            if (point.IsMoveOutright)
            {
                Assert.Equal(point.Move.Sign < 0 ? 1_600_000 : -1_600_000, bucket[point.Index], 2.0);
                tails++;
            }
        }

        Assert.Equal(8, tails);
    }

    private static void AssertVector(double coins, double mark, double[] losses)
    {
        // A position of so many coins is so much money; one lot stands for a millionth of it, for more digits.
        InstrumentModel position = Options.Priced("P", 1, ContractStyle.InverseFuture, OptionKind.Call, 0, 0, 0) with
        {
            LotE8 = 100_000_000,
            MultiplierE8 = (long)Math.Round(Math.Abs(coins) * mark * 1e8),
        };
        position = position with
        {
            Pricing = position.Pricing! with { ReferenceNano = (long)Math.Round(mark * 1e9), LossIn = LossUnit.Coin },
        };
        ScenarioGrid grid = ScenarioGrid.Embedded("deribit-extended");
        PricedContract contract = new(position, Options.NowMs);
        int sign = Math.Sign(coins);
        long[] bucket = Options.Bucket(position, grid, 16);
        int seen = 0;
        foreach (ScenarioPoint point in grid.Points)
        {
            if (!point.IsMoveOutright && point.Twist == TermTwist.None)
            {
                double quarters = point.Move.Value * 4;
                double expected = losses[(int)quarters + 4];
                double move = point.MoveQ32(Rate.Up(16, 100).Q32) / 4294967296.0;
                Assert.Equal(expected, sign * contract.LossMicro(move, 0, 0) / 1e6, 1e-10);
                Assert.InRange((bucket[point.Index] * 1e-6) - (sign * expected), -1e-10, 1.0001e-6);
                seen++;
            }
        }

        Assert.Equal(21, seen);
    }
}
