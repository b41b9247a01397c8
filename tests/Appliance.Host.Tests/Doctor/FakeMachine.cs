using System;
using System.Collections.Generic;
using System.IO;
using Appliance.Host.Doctor;

namespace Appliance.Host.Tests.Doctor;

/// <summary>A folder that looks like the system files of a machine; well set up unless a test says otherwise.</summary>
internal sealed class FakeMachine : IDisposable
{
    private const string Cpu = "sys/devices/system/cpu/";

    private static readonly (string Path, string Text)[] Good =
    [
        (Cpu + "online", "0-7\n"),
        (Cpu + "isolated", "2-5\n"),
        (Cpu + "nohz_full", "2-5\n"),
        (Cpu + "smt/active", "0\n"),
        (Cpu + "cpu0/topology/thread_siblings_list", "0\n"),
        (Cpu + "cpu0/cpufreq/scaling_governor", "performance\n"),
        ("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n"),
        ("proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu tsc avx2\n"),
        ("proc/stat", "cpu  1000 0 500 9000 10 0 5 0 0 0\ncpu0 1 2 3\n"),
        ("proc/loadavg", "0.25 0.10 0.05 1/200 4711\n"),
        ("proc/self/status", "Name:\tappliance\nCpus_allowed_list:\t2-5\n"),
        ("proc/self/cgroup", "0::/system.slice/appliance.service\n"),
        ("proc/self/limits",
            "Limit                     Soft Limit           Hard Limit           Units\n"
            + "Max locked memory         unlimited            unlimited            bytes\n"
            + "Max open files            65536                65536                files\n"
            + "Max realtime priority     99                   99\n"),
        ("sys/fs/cgroup/cgroup.controllers", "cpu memory\n"),
        ("sys/fs/cgroup/system.slice/appliance.service/cpu.max", "max 100000\n"),
        ("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n"),
        ("sys/kernel/mm/transparent_hugepage/defrag", "always defer defer+madvise [madvise] never\n"),
        ("proc/meminfo", "MemTotal:  1 kB\nHugePages_Total:       0\n"),
        ("proc/swaps", "Filename\t\t\t\tType\t\tSize\n"),
        ("proc/sys/kernel/numa_balancing", "0\n"),
        ("proc/sys/kernel/sched_rt_runtime_us", "-1\n"),
        ("proc/sys/kernel/sched_autogroup_enabled", "0\n"),
    ];

    private readonly string root = Directory.CreateTempSubdirectory("appliance-doctor-").FullName;

    public static IReadOnlyList<string> Files => Array.ConvertAll(Good, g => g.Path);

    public long? FreeBytes { get; set; } = 1L << 30;

    public RuntimeFacts Facts { get; set; } = new()
    {
        Version = new Version(10, 0, 1),
        IsServerGc = false,
        IsConcurrentGc = false,
        LatencyMode = "Batch",
        IsTiered = false,
        Gen0Size = "",
        CpuFeatures = ["avx2", "vector256"],
        Cores = 4,
    };

    public static FakeMachine WellSetUp()
    {
        FakeMachine machine = new();
        foreach ((string path, string text) in Good)
        {
            machine.Put(path, text);
        }

        return machine;
    }

    public static FakeMachine Empty() => new() { FreeBytes = null };

    public FakeMachine Put(string path, string text)
    {
        string full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    public FakeMachine PutBytes(string path, byte[] bytes)
    {
        Put(path, "");
        File.WriteAllBytes(Path.Combine(root, path), bytes);
        return this;
    }

    public FakeMachine Remove(string path)
    {
        File.Delete(Path.Combine(root, path));
        return this;
    }

    public SystemRoot Root => new(root, _ => FreeBytes);

    public DoctorReport Report() => DoctorReport.Of(Root, Facts);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
