using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Appliance.Host.Stat;

/// <summary>Where counters files are when nobody says otherwise.</summary>
internal static class CounterPlace
{
    /// <summary>The word in the configuration that asks for the usual place.</summary>
    public const string Auto = "auto";

    private const string SharedMemory = "/dev/shm";
    private const string Prefix = "appliance-";
    private const string Suffix = ".counters";

    /// <summary>Memory where the system has it as files, else the temporary folder.</summary>
    public static string Folder => Directory.Exists(SharedMemory) ? SharedMemory : Path.GetTempPath();

    /// <summary>The path that a configuration value asks for; empty asks for none.</summary>
    public static string Of(string configured) => configured == Auto ? OfProcess(Environment.ProcessId) : configured;

    /// <summary>The usual file of a process.</summary>
    public static string OfProcess(long processId) =>
        Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{processId}{Suffix}"));

    /// <summary>Every file in the usual folder that looks like one, in the order of their names.</summary>
    public static IReadOnlyList<string> Found(string folder)
    {
        try
        {
            string[] files = Directory.GetFiles(folder, Prefix + "*" + Suffix);
            Array.Sort(files, StringComparer.Ordinal);
            return files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
