using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Text.Json;
using Xunit.Abstractions;

namespace Appliance.Margin.Control.Tests;

/// <summary>
/// Published portfolios of options, perpetuals and coins (Derive's portfolio margin) with the change of value in each
/// of their spot and volatility scenarios. The venue's own discount factors for won and lost sums are taken from the
/// file; pricing and volatility shocks are ours.
/// </summary>
public sealed class DerivePortfolioTests(ITestOutputHelper output)
{
    private const double SecondsPerDay = 86_400;
    private const double ErrorMax = 1e-6;

    [Fact]
    public void Scenario_losses_of_published_portfolios_are_the_published_ones()
    {
        string? path = SharedData.Find(
            output, "data", "account_facts", "derive_pmrm2_portfolio_vectors_shared.json.gz");
        if (path is null)
        {
            return;
        }

        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using JsonDocument document = JsonDocument.Parse(stream);
        int portfolios = 0;
        int values = 0;
        double worst = 0;
        foreach (JsonProperty portfolio in document.RootElement.EnumerateObject())
        {
            if (portfolio.Value.GetProperty("Scenario").GetProperty("Options").GetArrayLength() == 0)
            {
                continue;
            }

            portfolios++;
            foreach (string list in (string[])["reg_losses", "tail_losses"])
            {
                foreach (JsonElement row in portfolio.Value.GetProperty("Result").GetProperty(list).EnumerateArray())
                {
                    double error = Math.Abs(Change(portfolio.Value, row) - Number(row[2]));
                    Assert.True(error <= ErrorMax, $"{portfolio.Name} {row}: {error:E2}");
                    worst = Math.Max(worst, error);
                    values++;
                }
            }
        }

        output.WriteLine($"{portfolios} portfolios, {values} scenario values, worst error {worst:E2} USD");
        Assert.True(portfolios >= 80 && values >= 2000);
    }

    private static double Change(JsonElement portfolio, JsonElement row)
    {
        JsonElement scenario = portfolio.GetProperty("Scenario");
        JsonElement result = portfolio.GetProperty("Result");
        double spotMove = Number(row[0]);
        VolatilityMove move = Number(row[1]) switch
        {
            > 0 => VolatilityMove.Up,
            < 0 => VolatilityMove.Down,
            _ => VolatilityMove.Same,
        };
        double change = -Number(result.GetProperty("OptionMTM"));
        List<double> sums = ExpirySums(portfolio, spotMove, move);
        JsonElement factors = result.GetProperty("discount_factors");
        for (int e = 0; e < sums.Count; e++)
        {
            change += sums[e] * Number(factors[e][sums[e] > 0 ? 0 : factors[e].GetArrayLength() - 1]);
        }

        double coins = Number(scenario.GetProperty("NumPerps")) * Number(scenario.GetProperty("PerpPrice"));
        foreach (JsonElement collateral in scenario.GetProperty("Collaterals").EnumerateArray())
        {
            coins += collateral.GetProperty("IsRiskCancelling").GetBoolean()
                ? Number(collateral.GetProperty("Amount")) * Number(collateral.GetProperty("Price"))
                    / Number(scenario.GetProperty("StablePrice"))
                : 0;
        }

        return (change + (coins * spotMove)) * Damping(portfolio, spotMove);
    }

    // Value of the options by expiry, in the order in which expiries first appear. What has expired is settled: it
    // neither moves nor is discounted above 1.
    private static List<double> ExpirySums(JsonElement portfolio, double spotMove, VolatilityMove move)
    {
        JsonElement scenario = portfolio.GetProperty("Scenario");
        VolatilityShock shock = Shock(portfolio.GetProperty("Parameters").GetProperty("VolShock"));
        List<double> expiries = [];
        List<double> sums = [];
        foreach (JsonElement option in scenario.GetProperty("Options").EnumerateArray())
        {
            double seconds = Number(option.GetProperty("Expiry"));
            if (!expiries.Contains(seconds))
            {
                expiries.Add(seconds);
                sums.Add(0);
            }

            double days = seconds / SecondsPerDay;
            double forward = Forward(scenario, seconds) * (1 + (seconds > 0 ? spotMove : 0));
            double volatility = shock.Moved(Number(option.GetProperty("MarkVol")), days, move, 1, false);
            OptionTerms terms = new(
                option.GetProperty("IsCall").GetInt32() == 1 ? OptionKind.Call : OptionKind.Put,
                Number(option.GetProperty("Strike")),
                days / 365);
            sums[expiries.IndexOf(seconds)] += Number(option.GetProperty("Amount"))
                * Math.Min(1, Number(option.GetProperty("MarkDiscount")))
                * OptionPricer.Black76(terms, forward, volatility, 0).Price;
        }

        return sums;
    }

    private static VolatilityShock Shock(JsonElement parameters) => new()
    {
        Up = Number(parameters.GetProperty("VOLRANGEUP")),
        Down = Number(parameters.GetProperty("VOLRANGEDOWN")),
        ShortPower = Number(parameters.GetProperty("SHORTTERMPOWER")),
        LongPower = Number(parameters.GetProperty("LONGTERMPOWER")),
        FloorDays = Number(parameters.GetProperty("DTE_FLOOR")),
        MinimumUp = Number(parameters.GetProperty("MIN_VOL_EVAL_SHOCKED")),
    };

    private static double Forward(JsonElement scenario, double expiry)
    {
        foreach (JsonElement feed in scenario.GetProperty("OptionFeeds").EnumerateArray())
        {
            if (Number(feed.GetProperty("FeedExpiry")) == expiry)
            {
                return Number(feed.GetProperty("Forward"));
            }
        }

        throw new InvalidDataException("an option without a feed");
    }

    private static double Damping(JsonElement portfolio, double spotMove)
    {
        foreach (JsonElement scenario in portfolio.GetProperty("Parameters").GetProperty("Scenarios").EnumerateArray())
        {
            bool isSkew = scenario.GetProperty("VolShockDirection").GetString() is "LINEAR" or "ABS";
            if (!isSkew && Math.Abs(Number(scenario.GetProperty("SpotShock")) - 1 - spotMove) < 1e-9)
            {
                return Number(scenario.GetProperty("DampeningFactor"));
            }
        }

        return 1;
    }

    // Numbers stand as such or as text.
    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? double.Parse(element.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture)
        : element.GetDouble();
}
