using System;
using System.Collections.Generic;
using System.Globalization;

namespace Appliance.Host.Doctor;

/// <summary>What the system lets this process have: quotas, limits, a scheduler's rules.</summary>
internal static class LimitChecks
{
    private const long FilesWanted = 1_024;

    public static IEnumerable<DoctorFinding> Of(SystemRoot root)
    {
        yield return Container(root);
        yield return Quota(root);
        yield return LockedMemory(root);
        yield return OpenFiles(root);
        yield return RealTime(root);
        yield return Throttling(root);
        yield return AutoGroups(root);
    }

    private static DoctorFinding Container(SystemRoot root)
    {
        const string Name = "container";
        string? group = root.Text("/proc/self/cgroup");
        bool isIn = root.Exists("/.dockerenv") || root.Exists("/run/.containerenv")
            || (group?.Contains("kubepods", StringComparison.Ordinal) ?? false)
            || (group?.Contains("docker", StringComparison.Ordinal) ?? false);
        return group is null && !isIn ? Unknown(Name)
            : new(Name, DoctorVerdict.Ok, isIn ? "inside one" : "none to see");
    }

    // A quota stops every thread for the rest of a period, in the middle of whatever it does.
    private static DoctorFinding Quota(SystemRoot root)
    {
        const string Name = "cpu quota";
        string? line = QuotaLine(root);
        string[] words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (words.Length == 0)
        {
            return Unknown(Name);
        }

        if (words[0] is "max" or "-1")
        {
            return new(Name, DoctorVerdict.Ok, "none");
        }

        bool isRead = long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out long quotaUs);
        string period = words.Length > 1 ? words[1] : "100000";
        return !isRead ? Unknown(Name, $"cannot read \"{words[0]}\"")
            : new(Name, DoctorVerdict.Problem, $"{quotaUs} \u00b5s of every {period} \u00b5s",
                "whole cores instead of a quota: a cpuset, or in Kubernetes equal whole requests and limits with the "
                    + "static CPU manager", "cores that nobody else uses");
    }

    private static string? QuotaLine(SystemRoot root)
    {
        foreach (string line in root.Lines("/proc/self/cgroup"))
        {
            // Version 2: one line, 0::/path; inside a container the path may lie above what is mounted.
            string path = line.StartsWith("0::", StringComparison.Ordinal) ? line[3..].Trim() : "";
            if (path.Length > 1 && !path.Contains("..", StringComparison.Ordinal)
                && root.Text($"/sys/fs/cgroup{path}/cpu.max") is string own)
            {
                return own;
            }
        }

        if (root.Text("/sys/fs/cgroup/cpu.max") is string mounted)
        {
            return mounted;
        }

        string? quota = root.Text("/sys/fs/cgroup/cpu/cpu.cfs_quota_us");
        string? period = root.Text("/sys/fs/cgroup/cpu/cpu.cfs_period_us");

        // The root group of version 2 has no quota and no file for one.
        bool isRootGroup = quota is null && root.Exists("/sys/fs/cgroup/cgroup.controllers");
        return quota is not null ? $"{quota} {period}" : isRootGroup ? "max" : null;
    }

    private static DoctorFinding LockedMemory(SystemRoot root)
    {
        const string Name = "limit: locked memory";
        return Soft(root, "Max locked memory") switch
        {
            null => Unknown(Name),
            "unlimited" => new(Name, DoctorVerdict.Ok, "unlimited"),
            string bytes => new(Name, DoctorVerdict.Advice, $"{bytes} bytes",
                "LimitMEMLOCK=infinity in the unit, for drivers that pin memory", "none"),
        };
    }

    private static DoctorFinding OpenFiles(SystemRoot root)
    {
        const string Name = "limit: open files";
        string? soft = Soft(root, "Max open files");
        bool isNumber = long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out long files);
        return soft is null ? Unknown(Name)
            : soft == "unlimited" || (isNumber && files >= FilesWanted) ? new(Name, DoctorVerdict.Ok, soft)
            : new(Name, DoctorVerdict.Problem, soft, "LimitNOFILE=65536 in the unit, or ulimit -n 65536", "none");
    }

    private static DoctorFinding RealTime(SystemRoot root)
    {
        const string Name = "limit: real-time priority";
        return Soft(root, "Max realtime priority") switch
        {
            null => Unknown(Name),
            "0" => new(Name, DoctorVerdict.Advice, "0: no real-time scheduling for this user",
                "LimitRTPRIO=99 and chrt -f on isolated cores, where other work cannot be moved away",
                "a spinning real-time thread starves everything else on its core"),
            string priority => new(Name, DoctorVerdict.Ok, priority),
        };
    }

    private static DoctorFinding Throttling(SystemRoot root)
    {
        const string Name = "real-time throttling";
        return root.Text("/proc/sys/kernel/sched_rt_runtime_us") switch
        {
            null => Unknown(Name),
            "-1" => new(Name, DoctorVerdict.Ok, "off"),
            string us => new(Name, DoctorVerdict.Ok,
                $"{us} \u00b5s a second; counts only for threads with real-time priority"),
        };
    }

    private static DoctorFinding AutoGroups(SystemRoot root)
    {
        const string Name = "scheduler autogroup";
        return root.Text("/proc/sys/kernel/sched_autogroup_enabled") switch
        {
            "0" => new(Name, DoctorVerdict.Ok, "off"),
            "1" => new(Name, DoctorVerdict.Advice, "on: nice values count within a session only",
                "sysctl kernel.sched_autogroup_enabled=0 on servers", "none there"),
            _ => Unknown(Name),
        };
    }

    // "Max open files   1024   524288   files": the first number of the line.
    private static string? Soft(SystemRoot root, string name)
    {
        foreach (string line in root.Lines("/proc/self/limits"))
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
            {
                string[] words = line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                return words.Length > 0 ? words[0] : null;
            }
        }

        return null;
    }

    private static DoctorFinding Unknown(string name, string why = "this machine does not say") =>
        new(name, DoctorVerdict.Unknown, why);
}
