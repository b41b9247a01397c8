using System;
using System.Collections.Generic;
using System.Globalization;
using Appliance.Core;

namespace Appliance.Host.Doctor;

/// <summary>Memory: pages, swap, room for shared files.</summary>
internal static class MemoryChecks
{
    private const long MiB = 1 << 20;

    public static IEnumerable<DoctorFinding> Of(SystemRoot root)
    {
        yield return TransparentPages(root);
        yield return HugePages(root);
        yield return Swap(root);
        yield return NumaBalancing(root);
        yield return SharedMemory(root);
    }

    // The device asks for huge pages for its groups; with "never" it does not get them.
    private static DoctorFinding TransparentPages(SystemRoot root)
    {
        const string Name = "transparent huge pages";
        string? enabled = Chosen(root.Text("/sys/kernel/mm/transparent_hugepage/enabled"));
        string? defrag = Chosen(root.Text("/sys/kernel/mm/transparent_hugepage/defrag"));
        string found = $"{enabled}, defrag {defrag ?? "unknown"}";
        return enabled switch
        {
            null => Unknown(Name),
            "never" => new(Name, DoctorVerdict.Advice, found,
                "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled",
                "none: only who asks gets them, and the device asks for its groups"),
            _ when defrag == "always" => new(Name, DoctorVerdict.Advice, found,
                "echo defer+madvise > /sys/kernel/mm/transparent_hugepage/defrag: else a page fault may wait for "
                    + "memory to be moved", "none"),
            _ => new(Name, DoctorVerdict.Ok, found),
        };
    }

    private static DoctorFinding HugePages(SystemRoot root)
    {
        const string Name = "reserved huge pages";
        return root.Field("/proc/meminfo", "HugePages_Total") is string total
            ? new(Name, DoctorVerdict.Ok, $"{total}; the appliance uses transparent ones")
            : Unknown(Name);
    }

    private static DoctorFinding Swap(SystemRoot root)
    {
        const string Name = "swap";
        if (root.Text("/proc/swaps") is not string swaps)
        {
            return Unknown(Name);
        }

        int areas = swaps.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1;
        return areas < 1
            ? new(Name, DoctorVerdict.Ok, "none")
            : new(Name, DoctorVerdict.Advice, areas == 1 ? "1 area in use" : $"{areas} areas in use",
                "swapoff -a, or at least vm.swappiness=1: a page that was swapped out costs milliseconds",
                "a machine out of memory then kills a process instead of crawling");
    }

    private static DoctorFinding NumaBalancing(SystemRoot root)
    {
        const string Name = "numa balancing";
        return root.Text("/proc/sys/kernel/numa_balancing") switch
        {
            "0" => new(Name, DoctorVerdict.Ok, "off"),
            "1" or "2" => new(Name, DoctorVerdict.Advice, "on: the kernel unmaps pages to see who uses them",
                "sysctl kernel.numa_balancing=0, and numactl --cpunodebind with --membind for the appliance",
                "other programs on several nodes may become slower"),
            _ => Unknown(Name, "one node, or this kernel does not balance"),
        };
    }

    private static DoctorFinding SharedMemory(SystemRoot root)
    {
        const string Name = "/dev/shm";
        if (root.Free("/dev/shm") is not long free)
        {
            return new(Name, DoctorVerdict.Advice, "is not there: counters go to the temporary folder",
                "mount a tmpfs there, or set telemetry.countersFile to one", "none");
        }

        string found = string.Create(CultureInfo.InvariantCulture, $"{free / MiB:N0} MiB free");
        return free >= 16 * MiB ? new(Name, DoctorVerdict.Ok, found)
            : free >= Limits.CounterFileBytesMax ? new(Name, DoctorVerdict.Advice, found,
                "remove what is left over there; each appliance keeps up to 2 MiB of counters", "none")
            : new(Name, DoctorVerdict.Problem, found + ": too little for one counters file",
                "remove what is left over there, give a container more (--shm-size), or set telemetry.countersFile",
                "none");
    }

    // Of "always [madvise] never" the word in brackets.
    private static string? Chosen(string? text)
    {
        int open = text?.IndexOf('[', StringComparison.Ordinal) ?? -1;
        int close = text?.IndexOf(']', StringComparison.Ordinal) ?? -1;
        return text is not null && open >= 0 && close > open ? text[(open + 1)..close] : null;
    }

    private static DoctorFinding Unknown(string name, string why = "this machine does not say") =>
        new(name, DoctorVerdict.Unknown, why);
}
