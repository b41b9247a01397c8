using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Tests.Emitting;

/// <summary>
/// The fast codecs against their twin whose every read is checked by a span: the same values or the same status on
/// whatever bytes, and no exception from either.
/// </summary>
public sealed class SafeTwinTests
{
    private const int FramesPerVector = 1500;

    private static readonly int Seed = int.TryParse(
        Environment.GetEnvironmentVariable("SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out int seed)
        ? seed
        : 81_123;

    [Fact]
    public void Fast_and_safe_codecs_say_the_same_of_broken_frames()
    {
        string folder = Path.Combine(SharedFolder.Root, "tests", "vectors", "sbe");
        JsonArray cases = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "frames.json")))!["cases"]!.AsArray();
        var seen = new Dictionary<string, int>();
        foreach (IGrouping<string, JsonNode?> group in cases.GroupBy(c => (string)c!["schema"]!))
        {
            SbeSchema schema = Emitted.ReadFile(Path.Combine(folder, group.Key));
            var fast = new Codecs(schema);
            var safe = new Codecs(schema, isSafe: true);
            foreach (JsonNode? test in group)
            {
                byte[] frame = Convert.FromHexString((string)test!["hex"]!);
                Compare(fast, safe, (string)test["message"]!, frame, seen);
                Assert.Equal(0, fast.AllocatedBytes(frame, 100));
            }
        }

        // A run in which nothing was read, or nothing refused, would show nothing.
        string[] expected =
            ["Ok", "NeedMoreHeader", "TruncatedBlock", "BlockTooShort", "TruncatedGroup", "TruncatedData"];
        Assert.All(expected, s => Assert.True(seen.GetValueOrDefault(s) > 20, Repeat(s + " was hardly met")));
    }

    private static string Repeat(string what) => $"{what}   repeat: SEED={Seed} dotnet test tests/Appliance.Sbe.Tests";

    private static void Compare(
        Codecs fast, Codecs safe, string message, byte[] frame, Dictionary<string, int> seen)
    {
        Func<byte[], string> fastPrint = fast.Printer(message);
        Func<byte[], string> safePrint = safe.Printer(message);
        var random = new Random(Seed + frame.Length);
        for (int i = 0; i < FramesPerVector; i++)
        {
            byte[] broken = Break(frame, random);
            string safely = safePrint(broken);
            string fastly = fastPrint(broken);
            string status = safely.StartsWith('{') ? "Ok" : safely;
            string what = message + " " + Convert.ToHexString(broken);
            Assert.True(safely == fastly, Repeat($"{what}: {fastly}, safely {safely}"));
            Assert.True(
                status == fast.Validate(broken) || status is "UnknownTemplate" or "UnknownSchema",
                Repeat($"{what}: {fast.Validate(broken)}, read as {status}"));
            seen[status] = seen.GetValueOrDefault(status) + 1;
        }
    }

    // Cut, flipped bits, extreme bytes; the ids of the header mostly stay, or every frame would end there.
    private static byte[] Break(byte[] frame, Random random)
    {
        byte[] broken = random.Next(3) == 0 ? frame[..random.Next(frame.Length + 1)] : [.. frame];
        int changes = random.Next(4);
        for (int i = 0; i < changes && broken.Length > 0; i++)
        {
            int at = random.Next(broken.Length);
            if (at is >= 2 and < 6 && random.Next(10) > 0)
            {
                continue;
            }

            broken[at] = random.Next(3) switch
            {
                0 => (byte)(broken[at] ^ (1 << random.Next(8))),
                1 => (byte)random.Next(256),
                _ => random.Next(2) == 0 ? (byte)0 : (byte)255,
            };
        }

        return broken;
    }
}
