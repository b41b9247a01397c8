using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Appliance.Core;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 20: with a venue's tiers the maintenance of a position is N * rate - amount, and continuous at every edge.
/// </summary>
public class C20_TieredMargin
{
    [Fact]
    public void A_position_at_and_around_every_edge_needs_the_venues_amount()
    {
        JsonElement[] tiers = Tiers("BTC 2021");
        AffineSegment[] table = [.. tiers.Select(tier => new AffineSegment(
            Rate.Up(Long(tier, "mmrPpm"), 1_000_000).Q32, Long(tier, "cumMicro")))];
        using Trio trio = new(new Model
        {
            Shocks = Model.Still,
            Underlying = u => u with { TierInitial = table, TierMaintenance = table },
        });
        trio.Open(1);
        long held = 0;
        for (int k = 0; k + 1 < tiers.Length; k++)
        {
            long edge = Long(tiers[k], "maxNotionalUsd");
            Assert.Equal(Amount(edge, tiers[k]), Amount(edge, tiers[k + 1]));
            foreach (long usd in (long[])[edge - 100, edge, edge + 100])
            {
                long lots = usd / 100;
                long maintenance = trio.Trade(1, Model.Perp, lots - held).Maintenance;
                held = lots;
                long exact = Amount(usd, usd <= edge ? tiers[k] : tiers[k + 1]);

                // A rate rounded up to Q32 may add 1 + N/2^32 micro, never take any away.
                Assert.InRange(maintenance - exact, 0, 1 + (usd * Model.Unit >> 32));
            }
        }
    }

    private static long Amount(long usd, JsonElement tier) => (usd * Long(tier, "mmrPpm")) - Long(tier, "cumMicro");

    private static long Long(JsonElement tier, string name) => tier.GetProperty(name).GetInt64();

    private static JsonElement[] Tiers(string symbol)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "vectors", "binance_facts.json");
        using JsonDocument facts = JsonDocument.Parse(File.ReadAllText(path));
        return [.. facts.RootElement.GetProperty("tiers").EnumerateArray()
            .Where(row => row.GetProperty("symbol").GetString() == symbol).Select(row => row.Clone())];
    }
}
