using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.Json;
using Appliance.Core;
using Appliance.Host.Doctor;
using Appliance.Host.Running;

namespace Appliance.Host.Tests.Doctor;

public sealed class DoctorTests
{
    private static readonly string[] RuntimeNames = [".net", "gc", "tiered compilation", "vectors"];

    [Fact]
    public void A_machine_that_is_well_set_up_gets_no_advice()
    {
        using FakeMachine machine = FakeMachine.WellSetUp();
        DoctorReport report = machine.Report();
        Assert.All(report.Findings, f => Assert.True(f.Verdict == DoctorVerdict.Ok, $"{f.Name}: {f.Found}"));
        Golden.Verify("doctor-good.txt", report.Text());
    }

    [Theory]
    [InlineData("sys/devices/system/cpu/online", "0-1", "cores", "Advice")]
    [InlineData("sys/devices/system/cpu/online", "0-1,x", "cores", "Unknown")]
    [InlineData("sys/devices/system/cpu/online", "5-2", "cores", "Unknown")]
    [InlineData("sys/devices/system/cpu/isolated", "", "isolation", "Advice")]
    [InlineData("sys/devices/system/cpu/smt/active", "1", "smt", "Advice")]
    [InlineData("sys/devices/system/cpu/smt/active", "maybe", "smt", "Unknown")]
    [InlineData("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave", "cpufreq", "Advice")]
    [InlineData("sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet", "clock source", "Problem")]
    [InlineData("sys/devices/system/clocksource/clocksource0/current_clocksource", "kvm-clock", "clock source", "Ok")]
    [InlineData("proc/cpuinfo", "flags : fpu hypervisor", "virtual machine", "Advice")]
    [InlineData("proc/stat", "cpu  1000 0 500 9000 10 0 5 900 0 0", "stolen time", "Problem")]
    [InlineData("proc/stat", "cpu  0 0 0 0 0 0 0 0", "stolen time", "Ok")]
    [InlineData("proc/stat", "cpu  1 2", "stolen time", "Unknown")]
    [InlineData("proc/loadavg", "9.1 1 1", "load", "Advice")]
    [InlineData("proc/loadavg", "", "load", "Unknown")]
    [InlineData("sys/kernel/mm/transparent_hugepage/enabled", "always [never]", "transparent huge pages", "Advice")]
    [InlineData("sys/kernel/mm/transparent_hugepage/defrag", "[always] never", "transparent huge pages", "Advice")]
    [InlineData("sys/kernel/mm/transparent_hugepage/enabled", "]x[", "transparent huge pages", "Unknown")]
    [InlineData("proc/swaps", "Filename\n/swapfile file 1 0 -2", "swap", "Advice")]
    [InlineData("proc/sys/kernel/numa_balancing", "1", "numa balancing", "Advice")]
    [InlineData("proc/sys/kernel/sched_autogroup_enabled", "1", "scheduler autogroup", "Advice")]
    [InlineData("sys/fs/cgroup/system.slice/appliance.service/cpu.max", "50000 100000", "cpu quota", "Problem")]
    [InlineData("proc/self/limits", "Max open files 256 256 files", "limit: open files", "Problem")]
    [InlineData("proc/self/limits", "Max realtime priority 0 0", "limit: real-time priority", "Advice")]
    [InlineData("proc/self/limits", "Max locked memory 65536 65536 bytes", "limit: locked memory", "Advice")]
    [InlineData("proc/self/limits", "Max locked memory", "limit: locked memory", "Unknown")]
    public void Each_look_sees_what_it_is_for(string path, string text, string name, string verdict)
    {
        using FakeMachine machine = FakeMachine.WellSetUp().Put(path, text);
        DoctorFinding finding = machine.Report().Findings.Single(f => f.Name == name);
        Assert.Equal(verdict, finding.Verdict.ToString());
        bool isAdvised = finding.Verdict is DoctorVerdict.Advice or DoctorVerdict.Problem;
        Assert.Equal(isAdvised, finding.Advice.Length > 0 && finding.Cost.Length > 0);
    }

    [Theory]
    [InlineData(null, "Advice")]
    [InlineData(1L << 20, "Problem")]
    [InlineData(8L << 20, "Advice")]
    [InlineData(64L << 20, "Ok")]
    public void Room_for_counters_is_judged(long? freeBytes, string verdict)
    {
        using FakeMachine machine = FakeMachine.WellSetUp();
        machine.FreeBytes = freeBytes;
        Assert.Equal(verdict, machine.Report().Findings.Single(f => f.Name == "/dev/shm").Verdict.ToString());
    }

    [Fact]
    public void A_quota_is_found_in_both_versions_of_control_groups()
    {
        const string Own = "sys/fs/cgroup/system.slice/appliance.service/cpu.max";
        using FakeMachine mounted = FakeMachine.WellSetUp().Remove(Own).Put("sys/fs/cgroup/cpu.max", "200000 100000");
        Assert.Equal(DoctorVerdict.Problem, Quota(mounted).Verdict);
        using FakeMachine old = FakeMachine.WellSetUp().Remove(Own)
            .Put("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1").Put("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000");
        Assert.Equal("none", Quota(old).Found);
        old.Put("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "50000");
        Assert.Equal(DoctorVerdict.Problem, Quota(old).Verdict);
        using FakeMachine sly = FakeMachine.WellSetUp().Put("proc/self/cgroup", "0::/../../etc");
        Assert.Equal(DoctorVerdict.Ok, Quota(sly).Verdict);
    }

    [Fact]
    public void The_runtime_is_judged_too()
    {
        using FakeMachine machine = FakeMachine.WellSetUp();
        machine.Facts = machine.Facts with
        {
            Version = new Version(8, 0, 1),
            IsServerGc = true,
            IsTiered = true,
            CpuFeatures = ["neon"],
        };
        IReadOnlyList<DoctorFinding> findings = machine.Report().Findings;
        Assert.Equal(
            [DoctorVerdict.Problem, DoctorVerdict.Problem, DoctorVerdict.Advice, DoctorVerdict.Advice],
            RuntimeNames.Select(name => findings.Single(f => f.Name == name).Verdict));
        machine.Facts = machine.Facts with { IsServerGc = false, IsConcurrentGc = true };
        Assert.Equal(DoctorVerdict.Advice, machine.Report().Findings.Single(f => f.Name == "gc").Verdict);
    }

    [Fact]
    public void A_machine_that_says_nothing_is_unknown_and_no_problem()
    {
        using FakeMachine machine = FakeMachine.Empty();
        DoctorReport report = machine.Report();
        Assert.Equal(0, report.Count(DoctorVerdict.Problem));
        Assert.Equal(
            ["/dev/shm", ".net", "gc", "gc latency mode", "tiered compilation", "gen0 size", "vectors"],
            report.Findings.Where(f => f.Verdict != DoctorVerdict.Unknown).Select(f => f.Name));
    }

    [Fact]
    public void Any_file_may_be_missing_or_hold_anything()
    {
        ulong seed = (ulong)Environment.TickCount64;
        Prng prng = new(seed);
        using FakeMachine good = FakeMachine.WellSetUp();
        int count = good.Report().Findings.Count;
        foreach (string path in FakeMachine.Files)
        {
            using FakeMachine machine = FakeMachine.WellSetUp().Remove(path);
            Assert.Equal(count, machine.Report().Findings.Count);
            for (int round = 0; round < 20; round++)
            {
                byte[] bytes = new byte[prng.Next(300)];
                for (int i = 0; i < bytes.Length; i++)
                {
                    bool isUsual = prng.Chance(500_000);
                    bytes[i] = isUsual ? (byte)" 0123456789-,:[]\n"[(int)prng.Next(17)] : (byte)prng.Next(256);
                }

                machine.PutBytes(path, bytes);
                Assert.True(machine.Report().Text().Length > 0, $"{path}   seed {seed} round {round}");
            }
        }
    }

    [Fact]
    public void Problems_are_the_exit_code_and_machine_output_is_stable()
    {
        using FakeMachine machine = FakeMachine.WellSetUp();
        Assert.Equal(ExitCodes.Good, Call(machine).Code);
        machine.Put("sys/fs/cgroup/system.slice/appliance.service/cpu.max", "50000 100000");
        (int code, string output) = Call(machine);
        Assert.Equal(ExitCodes.WrongAnswer, code);
        Assert.StartsWith("1 PROBLEM  ", output, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(Call(machine, "--json").Output);
        Assert.Equal(1, document.RootElement.GetProperty("problems").GetInt32());
        JsonElement quota = document.RootElement.GetProperty("findings").EnumerateArray()
            .Single(f => f.GetProperty("name").GetString() == "cpu quota");
        Assert.Equal("problem", quota.GetProperty("verdict").GetString());
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 120, line));
    }

    [Fact]
    public void This_machine_can_be_looked_at()
    {
        DoctorReport report = DoctorReport.Of(
            SystemRoot.OfThisMachine(), RuntimeFacts.OfThisProcess(new Dictionary<string, string>()));
        Assert.True(report.Findings.Count > 20);
        Assert.Equal(report.Findings.Count, report.Findings.Select(f => f.Name).Distinct().Count());
    }

    private static DoctorFinding Quota(FakeMachine machine) =>
        machine.Report().Findings.Single(f => f.Name == "cpu quota");

    private static (int Code, string Output) Call(FakeMachine machine, params string[] args)
    {
        using StringWriter output = new();
        ProcessSeam process = new()
        {
            Output = output,
            Error = TextWriter.Null,
            IsTerminal = false,
            Variables = new Dictionary<string, string>(),
        };
        RootCommand root = new("test") { new DoctorVerb(process, machine.Root, () => machine.Facts).Command() };
        return (root.Parse(["doctor", .. args]).Invoke(), output.ToString());
    }
}
