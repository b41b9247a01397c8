using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json.Nodes;
using Appliance.Sbe.Model;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Emitting;

/// <summary>
/// Frames that others encoded: every value comes out, the frame comes out again where its version is ours, and no
/// part of it is taken for the whole.
/// </summary>
public sealed class VectorTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Codecs> Loaded = [];

    [Theory]
    [InlineData("car_baseline.json")]
    [InlineData("car_extension.json")]
    [InlineData("car_newer_sender.json")]
    [InlineData("cme_mdp3_v1.5.json")]
    [InlineData("cme_mdp3_v1.9.json")]
    [InlineData("cme_mdp3_v9bytes_v13schema.json")]
    [InlineData("fix_spec_messages.json")]
    public void Public_vectors_decode_encode_and_are_refused_when_cut(string file)
    {
        if (SharedFolder.Find(output, "sbe", "vectors", file) is not { } path)
        {
            return;
        }

        JsonNode document = JsonNode.Parse(File.ReadAllText(path))!;
        string schema = (string)document["schema"]!["file"]!;
        string schemaPath = SharedFolder.Find(output, ["sbe", "schemas", .. schema.Split('/')])!;
        int rewritten = 0;
        foreach (JsonNode? test in document["cases"]!.AsArray())
        {
            rewritten += Check(schemaPath, test!) ? 1 : 0;
        }

        output.WriteLine($"{file}: {document["cases"]!.AsArray().Count} frames, {rewritten} encoded again");
        Assert.True(rewritten > 0 || file is "car_newer_sender.json" or "cme_mdp3_v9bytes_v13schema.json");
    }

    /// <summary>
    /// The same kind of facts without the folder beside the repository: bytes of others, schemas of ours.
    /// </summary>
    [Fact]
    public void Own_vectors_decode_encode_and_are_refused_when_cut()
    {
        string folder = Path.Combine(SharedFolder.Root, "tests", "vectors", "sbe");
        JsonArray cases = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "frames.json")))!["cases"]!.AsArray();
        int rewritten = 0;
        foreach (JsonNode? test in cases)
        {
            rewritten += Check(Path.Combine(folder, (string)test!["schema"]!), test) ? 1 : 0;
        }

        Assert.True(rewritten >= 5, $"{rewritten} of {cases.Count} frames were encoded again");
    }

    private static bool Check(string schemaPath, JsonNode test)
    {
        string message = (string)test["message"]!;
        byte[] frame = Convert.FromHexString((string)test["hex"]!);
        Codecs codecs = Load(schemaPath, message);
        Func<byte[], string> print = codecs.Printer(message);
        string json = print(frame);
        Assert.True(json.StartsWith('{'), $"{test["name"]}: {json}");
        Assert.Null(SameJson.Difference(test["body"], JsonNode.Parse(json)));
        Assert.Equal(json, Load(schemaPath, message, isSafe: true).Printer(message)(frame));
        int length = (int)test["encodedLength"]!;
        for (int cut = 0; cut < length; cut++)
        {
            Assert.False(print(frame[..cut]).StartsWith('{'), $"{test["name"]}: {cut} bytes were taken for {length}");
        }

        bool isOurs = (int)test["header"]!["version"]! == codecs.Schema.Version
            && (int)test["header"]!["blockLength"]! == codecs.Plan(message).Message.BlockLength;
        if (isOurs)
        {
            byte[] again = codecs.Rewriter(message)(frame, length + 16);
            Assert.Equal(Convert.ToHexString(frame.AsSpan(0, length)), Convert.ToHexString(again));
            Assert.Empty(codecs.Rewriter(message)(frame, length - 1));
        }

        return isOurs;
    }

    // One message at a time: the others are compiled elsewhere, and venues have many.
    private static Codecs Load(string schemaPath, string message, bool isSafe = false)
    {
        lock (Loaded)
        {
            string key = schemaPath + message + isSafe;
            if (!Loaded.TryGetValue(key, out Codecs? codecs))
            {
                SbeSchema schema = Emitted.ReadFile(schemaPath);
                schema.Messages.RemoveAll(m => m.Name != message);
                codecs = new Codecs(schema, isSafe);
                Loaded.Add(key, codecs);
            }

            return codecs;
        }
    }
}
