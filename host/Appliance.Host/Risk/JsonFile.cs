using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Appliance.Host.Running;

namespace Appliance.Host.Risk;

/// <summary>Reads a JSON file strictly and within bounds: a key twice, or more bytes than agreed, is refused.</summary>
internal static class JsonFile
{
    /// <summary>Faults that are printed; what is over is only counted.</summary>
    private const int FaultsShownMax = 20;

    private static readonly JsonDocumentOptions Strict = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        MaxDepth = 16,
    };

    /// <summary>Gives the root to <paramref name="read"/>; every fault that it noted ends the command.</summary>
    public static T Read<T>(string option, string file, long bytesMax, Func<JsonPart, T> read)
    {
        List<string> faults = [];
        byte[] bytes = ReadBytes(option, file, bytesMax);
        T result;
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, Strict);
            result = read(new JsonPart(document.RootElement, "", faults));
        }
        catch (JsonException e)
        {
            string place = e.LineNumber is long line ? $"line {line + 1}: " : "";
            throw new UsageException($"{file}: {place}is not JSON, or has a key twice");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // Half of a surrogate pair, written out or escaped: the platform refuses it while it reads text.
            throw new UsageException($"{file}: holds text that is no Unicode");
        }

        Refuse(file, faults);
        return result;
    }

    /// <summary>One usage error out of all faults, or nothing when there are none.</summary>
    public static void Refuse(string file, IReadOnlyList<string> faults)
    {
        if (faults.Count == 0)
        {
            return;
        }

        List<string> lines = [];
        for (int i = 0; i < Math.Min(faults.Count, FaultsShownMax); i++)
        {
            lines.Add($"{file}: {faults[i]}");
        }

        if (faults.Count > FaultsShownMax)
        {
            lines.Add($"{file}: {faults.Count - FaultsShownMax} more faults");
        }

        throw new UsageException(string.Join("\nappliance: ", lines));
    }

    private static byte[] ReadBytes(string option, string file, long bytesMax)
    {
        using FileStream stream = InputFile.Open(option, file);
        if (stream.Length > bytesMax)
        {
            throw new UsageException($"{option}: {file} holds more than {bytesMax} bytes");
        }

        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
