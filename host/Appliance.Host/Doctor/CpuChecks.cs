using System;
using System.Collections.Generic;
using System.Globalization;

namespace Appliance.Host.Doctor;

/// <summary>Cores: how many, whose, how steady.</summary>
internal static class CpuChecks
{
    // A core for ingest, machine and publish each, one for everybody else.
    private const int CoresWanted = 4;
    private const string Cpu = "/sys/devices/system/cpu/";

    public static IEnumerable<DoctorFinding> Of(SystemRoot root)
    {
        yield return Cores(root);
        yield return Affinity(root);
        yield return Isolation(root);
        yield return Siblings(root);
        yield return Governor(root);
        yield return ClockSource(root);
        yield return VirtualMachine(root);
        yield return Stolen(root);
        yield return Load(root);
    }

    private static DoctorFinding Cores(SystemRoot root)
    {
        const string Name = "cores";
        string? online = root.Text(Cpu + "online");
        return CpuSet.Count(online) is not int count ? Unknown(Name)
            : count >= CoresWanted ? new(Name, DoctorVerdict.Ok, $"{count} online ({online})")
            : new(Name, DoctorVerdict.Advice, $"{count} online ({online})",
                "run fused (topology auto does), and expect tails whenever anything else wants a core; "
                    + "a thread a stage wants four", "a larger machine");
    }

    private static DoctorFinding Affinity(SystemRoot root)
    {
        const string Name = "affinity";
        string? allowed = root.Field("/proc/self/status", "Cpus_allowed_list");
        if (CpuSet.Count(allowed) is not int count)
        {
            return Unknown(Name);
        }

        int online = CpuSet.Count(root.Text(Cpu + "online")) ?? count;
        return new(Name, DoctorVerdict.Ok, count < online
            ? $"cores {allowed} of {online}, chosen by whoever started this"
            : $"every core ({allowed})");
    }

    private static DoctorFinding Isolation(SystemRoot root)
    {
        const string Name = "isolation";
        string? isolated = root.Text(Cpu + "isolated");
        string? tickless = root.Text(Cpu + "nohz_full");
        if (CpuSet.Count(isolated) is not int count)
        {
            return Unknown(Name);
        }

        bool isTickless = CpuSet.Count(tickless) is > 0;
        return count > 0
            ? new(Name, DoctorVerdict.Ok, $"cores {isolated} isolated{(isTickless ? $", tickless {tickless}" : "")}")
            : new(Name, DoctorVerdict.Advice, "no core is kept free of other work",
                "on a machine of its own: isolcpus= and nohz_full= on the kernel's command line, and start the "
                    + "appliance there with taskset", "a restart; those cores do nothing else");
    }

    private static DoctorFinding Siblings(SystemRoot root)
    {
        const string Name = "smt";
        string? active = root.Text(Cpu + "smt/active");
        string? siblings = root.Text(Cpu + "cpu0/topology/thread_siblings_list");
        int together = CpuSet.Count(siblings) ?? 1;
        return active switch
        {
            "0" => new(Name, DoctorVerdict.Ok, "a thread a core"),
            "1" => new(Name, DoctorVerdict.Advice,
                $"{together} threads share a core ({siblings ?? "which is unknown"})",
                "leave the sibling of a busy thread idle, or switch SMT off: echo off > " + Cpu + "smt/control",
                "half the threads of the machine"),
            _ => Unknown(Name),
        };
    }

    private static DoctorFinding Governor(SystemRoot root)
    {
        const string Name = "cpufreq";
        string? governor = root.Text(Cpu + "cpu0/cpufreq/scaling_governor");
        return governor switch
        {
            null or "" => Unknown(Name, "no frequency scaling to see, as in most virtual machines"),
            "performance" => new(Name, DoctorVerdict.Ok, governor),
            _ => new(Name, DoctorVerdict.Advice, $"governor {governor}",
                "cpupower frequency-set -g performance", "power and heat; nothing else"),
        };
    }

    private static DoctorFinding ClockSource(SystemRoot root)
    {
        const string Name = "clock source";
        string? source = root.Text("/sys/devices/system/clocksource/clocksource0/current_clocksource");
        return source switch
        {
            null or "" => Unknown(Name),
            "tsc" or "arch_sys_counter" or "kvm-clock" or "hyperv_clocksource_tsc_page" =>
                new(Name, DoctorVerdict.Ok, $"{source}, read without a system call"),
            _ => new(Name, DoctorVerdict.Problem, $"{source}: every clock read is a system call",
                "find out why the kernel gave up the TSC (dmesg), then tsc=reliable on its command line",
                "a restart; only on hardware whose TSC is steady"),
        };
    }

    private static DoctorFinding VirtualMachine(SystemRoot root)
    {
        const string Name = "virtual machine";
        string? flags = root.Field("/proc/cpuinfo", "flags") ?? root.Field("/proc/cpuinfo", "Features");
        if (flags is null)
        {
            return Unknown(Name);
        }

        return Array.IndexOf(flags.Split(' '), "hypervisor") < 0
            ? new(Name, DoctorVerdict.Ok, "none to see")
            : new(Name, DoctorVerdict.Advice, "the processor is virtual; somebody else may use it too",
                "dedicated or bare-metal hosts for a market's own gate", "money");
    }

    private static DoctorFinding Stolen(SystemRoot root)
    {
        const string Name = "stolen time";
        string[] words = root.Lines("/proc/stat") is [string first, ..]
            ? first.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : [];
        if (words.Length < 9 || words[0] != "cpu")
        {
            return Unknown(Name);
        }

        Int128 all = 0;
        long stolen = 0;
        for (int i = 1; i < 9; i++)
        {
            if (!long.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out long ticks))
            {
                return Unknown(Name);
            }

            all += ticks;
            stolen = i == 8 ? ticks : stolen;
        }

        long permille = all == 0 ? 0 : (long)((Int128)stolen * 1_000 / all);
        string found = string.Create(CultureInfo.InvariantCulture,
            $"{permille / 10}.{permille % 10} % of all time since boot");
        return permille < 5
            ? new(Name, DoctorVerdict.Ok, found)
            : new(Name, DoctorVerdict.Problem, found + " went to other guests",
                "a host that is not shared", "money; nothing on this machine helps");
    }

    private static DoctorFinding Load(SystemRoot root)
    {
        const string Name = "load";
        string[] words = root.Text("/proc/loadavg")?.Split(' ') ?? [];
        int? cores = CpuSet.Count(root.Text(Cpu + "online"));
        string first = words.Length > 0 ? words[0] : "";
        bool isRead = decimal.TryParse(
            first, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal load);
        return !isRead || cores is null ? Unknown(Name)
            : load < cores.Value ? new(Name, DoctorVerdict.Ok, $"{first} in the last minute")
            : new(Name, DoctorVerdict.Advice, $"{first} in the last minute on {cores} cores",
                "stop what else runs here before measuring anything", "none");
    }

    private static DoctorFinding Unknown(string name, string why = "this machine does not say") =>
        new(name, DoctorVerdict.Unknown, why);
}
