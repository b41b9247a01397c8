using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace Appliance.Capabilities.Tests;

/// <summary>Every row has its class with tests in it, every class its row, and MARGIN.md says the same.</summary>
public class TableTests
{
    private static readonly (int Row, string What, string Sections, string Name)[] Rows =
    [
        (1, "initial margin", "5", "InitialMargin"),
        (2, "maintenance margin", "5", "MaintenanceMargin"),
        (3, "one collateral for all positions, netting", "4, 5", "CrossMargin"),
        (4, "a position with its own collateral", "4, 5", "IsolatedMargin"),
        (5, "futures and options margined net", "3, 5", "PortfolioMargin"),
        (6, "expected shortfall and value at risk", "5", "RiskMeasures"),
        (7, "underlyings that move together, and part", "3, 5", "Correlation"),
        (8, "margin call", "9", "MarginCall"),
        (9, "a call that is not met", "9", "MissedCall"),
        (10, "liquidation starts by itself", "9", "Liquidation"),
        (11, "closing just enough", "9", "PartialLiquidation"),
        (12, "the order of accounts and positions", "9", "Fairness"),
        (13, "budget, steps, hysteresis", "9", "AntiCascade"),
        (14, "insurance fund", "9", "InsuranceFund"),
        (15, "auto-deleveraging", "9", "AutoDeleveraging"),
        (16, "loss waterfall", "9", "LossAllocation"),
        (17, "margin pools", "4, 5", "PooledMargin"),
        (18, "what a pool holds and needs", "4, 5", "PoolSolvency"),
        (19, "large positions need more a lot", "5", "Concentration"),
        (20, "tiers of a venue", "2, 5", "TieredMargin"),
        (21, "higher volatility, next epoch", "5, 8", "Volatility"),
        (22, "thinner books", "5", "Liquidity"),
        (23, "funding that will be paid", "5", "FundingRate"),
        (24, "wider option arrays", "3, 8", "ImpliedVolatility"),
        (25, "largest leverage", "5, 7", "LeverageCap"),
        (26, "when a change takes hold", "8", "AdjustmentSpeed"),
        (27, "credit, haircuts, debts", "6", "Collateral"),
        (28, "collateral that cancels or adds risk", "5, 6", "CollateralRisk"),
        (29, "valuation at the mark", "6", "MarkToMarket"),
        (32, "stress columns", "3", "StressTesting"),
        (37, "replay of the record", "8", "ActivityRecord"),
        (38, "multi-leg orders", "3, 4", "Combinations"),
        (39, "short options far out of the money", "5", "NakedWriting"),
        (42, "the same bits everywhere", "1, 2", "Determinism"),
        (43, "changes without a restart", "8", "AlwaysOn"),
        (45, "who may be a member", "4", "PoolMembership"),
    ];

    [Fact]
    public void Every_row_has_a_class_with_tests_and_every_class_a_row()
    {
        string[] expected = [.. Rows.Select(ClassOf).Order()];
        string[] actual = [.. typeof(TableTests).Assembly.GetTypes()
            .Where(type => type.Name.Length > 4 && type.Name[0] == 'C' && type.Name[3] == '_')
            .Select(type => type.Name).Order()];
        Assert.Equal(expected, actual);
        Assert.Equal(36, expected.Length);
        foreach (string name in expected)
        {
            Type type = typeof(TableTests).Assembly.GetType($"{typeof(TableTests).Namespace}.{name}")!;
            Assert.Contains(type.GetMethods(), IsTest);
        }
    }

    [Fact]
    public void The_page_has_the_same_rows()
    {
        string[] page = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "MARGIN.md"));
        IEnumerable<string> written = page
            .SkipWhile(line => line != "## Capabilities").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsDigit(line[2]));
        Assert.Equal(
            Rows.Select(row => $"| {row.Row} | {row.What} | {row.Sections} | `{ClassOf(row)}` |"), written);
    }

    private static bool IsTest(MethodInfo method) => method.GetCustomAttribute<FactAttribute>() is not null;

    private static string ClassOf((int Row, string What, string Sections, string Name) row) =>
        $"C{row.Row:D2}_{row.Name}";
}
