using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Appliance.Host.Configuration;

namespace Appliance.Host.Running;

/// <summary>
/// The shell command that runs the same again: the variables that counted, the words that were typed, and the seed and
/// scenario spelled out where only a default gave them, because defaults may change.
/// </summary>
public static class RepeatCommand
{
    public static string Of(IReadOnlyList<string> args, EffectiveConfig? config)
    {
        StringBuilder command = new();
        foreach (EffectiveValue value in config?.Values ?? [])
        {
            if (value.Origin == ConfigOrigin.Environment)
            {
                command.Append(ConfigPath.Variable(value.Path)).Append('=').Append(Quoted(value.Value)).Append(' ');
            }
        }

        command.Append("appliance");
        foreach (string arg in args)
        {
            command.Append(' ').Append(Quoted(arg));
        }

        bool isRun = args.Count > 0 && args[0] == "run";
        bool isExplained = args.Count > 1 && args[0] == "risk" && args[1] == "explain";
        if (!isRun && !isExplained)
        {
            return command.ToString();
        }

        // A replay too: its requirements come from the scenario's past moves.
        if (config is not null && !IsGiven(args, "--scenario"))
        {
            command.Append(" --scenario ").Append(Quoted(config.Scenario));
        }

        if (config is not null && !IsGiven(args, "--seed"))
        {
            command.Append(" --seed ").Append(config.Seed.ToString(CultureInfo.InvariantCulture));
        }

        return command.ToString();
    }

    private static bool IsGiven(IReadOnlyList<string> args, string option)
    {
        foreach (string arg in args)
        {
            if (arg == option || arg.StartsWith(option + "=", StringComparison.Ordinal)
                || arg.StartsWith(option + ":", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string Quoted(string word)
    {
        bool isPlain = word.Length > 0;
        foreach (char c in word)
        {
            isPlain &= char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '=' or ',' or '+';
        }

        return isPlain ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
