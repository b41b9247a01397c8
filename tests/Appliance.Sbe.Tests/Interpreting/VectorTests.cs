using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Appliance.Sbe.Interpreting;
using Appliance.Sbe.Tool.Views;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Interpreting;

/// <summary>Frames that venues sent and standards print, with the values known from elsewhere.</summary>
public sealed class VectorTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_published_frame_decodes_to_its_values()
    {
        if (Vectors.All(output) is not { } vectors)
        {
            return;
        }

        Assert.Equal(52, vectors.Count);
        foreach (Vector vector in vectors)
        {
            SbeDecoded decoded = new SbeInterpreter(vector.Schema).Decode(vector.Frame);
            Assert.True(decoded.Status == SbeStatus.Ok, $"{vector.Name}: {decoded.Status} at {decoded.Where}");
            Assert.Equal(vector.Case.GetProperty("message").GetString(), decoded.Message!.Name);
            Assert.Equal(vector.EncodedLength, decoded.EncodedLength);
            Assert.False(decoded.IsCut);
            AssertSame(vector.Name, vector.Case.GetProperty("header"), decoded.Header!);
            AssertSame(vector.Name, vector.Case.GetProperty("body"), decoded.Body!);
        }
    }

    [Fact]
    public void Every_strict_prefix_of_a_published_frame_is_refused()
    {
        if (Vectors.All(output) is not { } vectors)
        {
            return;
        }

        foreach (Vector vector in vectors)
        {
            SbeInterpreter interpreter = new(vector.Schema);
            for (int length = 0; length < vector.EncodedLength; length++)
            {
                SbeDecoded decoded = interpreter.Decode(vector.Frame[..length]);
                Assert.True(decoded.Status != SbeStatus.Ok, $"{vector.Name}: {length} bytes are accepted");
                Assert.InRange(decoded.EncodedLength, 0, length);
            }
        }
    }

    [Fact]
    public void Padding_behind_a_frame_is_legal()
    {
        if (Vectors.All(output) is not { } vectors)
        {
            return;
        }

        foreach (Vector vector in vectors)
        {
            byte[] padded = [.. vector.Frame, .. new byte[7]];
            SbeDecoded decoded = new SbeInterpreter(vector.Schema).Decode(padded);
            Assert.Equal(SbeStatus.Ok, decoded.Status);
            Assert.Equal(vector.EncodedLength, decoded.EncodedLength);
        }
    }

    private static void AssertSame(string name, JsonElement expected, SbeNode found)
    {
        JsonElement json = JsonDocument.Parse(JsonView.Body(found)).RootElement;
        IEnumerable<string> differences = JsonCompare.Differences(expected, json);
        Assert.True(!differences.Any(), $"{name}: {string.Join("; ", differences.Take(5))}");
    }
}
