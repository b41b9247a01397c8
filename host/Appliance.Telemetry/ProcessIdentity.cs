using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace Appliance.Telemetry;

/// <summary>
/// Tells whether the process that wrote a file still runs. An id alone does not: the system gives it to somebody else
/// afterwards, so the time of the start goes with it.
/// </summary>
public static class ProcessIdentity
{
    // Words of /proc/ID/stat behind the name in brackets; the start is the 22nd of all.
    private const int StartWord = 19;

    /// <summary>When the process started, in ticks since boot; 0 where the system does not say.</summary>
    public static long StartTicks(long processId)
    {
        try
        {
            string text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));

            // The name may hold anything, brackets too.
            string[] words = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words.Length > StartWord
                && long.TryParse(words[StartWord], NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
                ? ticks
                : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <param name="processId">Any number; what no process can have is not alive.</param>
    /// <param name="startTicks">Of the process meant; 0 when unknown, then the id must do.</param>
    public static bool IsAlive(long processId, long startTicks)
    {
        if (processId is < 1 or > int.MaxValue)
        {
            return false;
        }

        try
        {
            using Process process = Process.GetProcessById((int)processId);
            long now = StartTicks(processId);
            return startTicks == 0 || now == 0 || now == startTicks;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
