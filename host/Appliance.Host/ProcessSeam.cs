using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;

namespace Appliance.Host;

/// <summary>All that the program takes from its process beside files: tests call it as a function.</summary>
public sealed record ProcessSeam
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Output is a terminal that understands colours and moving bars.</summary>
    public required bool IsTerminal { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public static ProcessSeam OfThisProcess()
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        return new ProcessSeam
        {
            Output = Console.Out,
            Error = Console.Error,
            IsTerminal = !Console.IsOutputRedirected && variables.GetValueOrDefault("TERM") is not (null or "dumb"),
            Variables = variables,
        };
    }
}
