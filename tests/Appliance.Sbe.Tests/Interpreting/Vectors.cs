using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Appliance.Sbe.Model;
using Appliance.Sbe.Reading;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Interpreting;

/// <summary>One published frame and the values that it holds.</summary>
internal sealed record Vector(string Name, SbeSchema Schema, byte[] Frame, JsonElement Case)
{
    public int EncodedLength => Case.GetProperty("encodedLength").GetInt32();
}

/// <summary>The frames of the shared folder, which not everybody has.</summary>
internal static class Vectors
{
    private static readonly string[] Files =
    [
        "car_baseline", "car_extension", "car_newer_sender", "cme_mdp3_v1.5", "cme_mdp3_v1.9",
        "cme_mdp3_v9bytes_v13schema", "fix_spec_messages",
    ];

    /// <summary>All of them, or null with a line of output.</summary>
    public static List<Vector>? All(ITestOutputHelper output)
    {
        if (SharedFolder.Find(output, "sbe", "vectors") is not { } folder)
        {
            return null;
        }

        List<Vector> vectors = [];
        foreach (string file in Files)
        {
            using FileStream stream = File.OpenRead(Path.Combine(folder, file + ".json"));
            JsonElement root = JsonDocument.Parse(stream).RootElement;
            string schemaFile = root.GetProperty("schema").GetProperty("file").GetString()!;
            SbeSchema schema = Schema(Path.Combine(folder, "..", "schemas", schemaFile));
            foreach (JsonElement one in root.GetProperty("cases").EnumerateArray())
            {
                byte[] frame = Convert.FromHexString(one.GetProperty("hex").GetString()!);
                vectors.Add(new Vector($"{file}: {one.GetProperty("name").GetString()}", schema, frame, one));
            }
        }

        return vectors;
    }

    public static SbeSchema Schema(string path)
    {
        SbeReadResult result = SbeSchemaReader.Read(path, File.ReadAllBytes(path), new DiskFiles());
        Assert.NotNull(result.Schema);
        return result.Schema;
    }
}
