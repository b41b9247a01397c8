using System.IO;
using System.Linq;
using Appliance.Core;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Appliance.Bench.Micro;

/// <summary>
/// Runs <see cref="Operations"/> under BenchmarkDotNet and takes its medians. In this process, since what it would
/// build and start otherwise needs a network and settings of its own.
/// </summary>
internal static class MicroBench
{
    public static void Run(BenchRun run)
    {
        Job job = (run.IsQuick ? Job.Dry : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance);
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(NullLogger.Instance)
            .WithOptions(ConfigOptions.DisableOptimizationsValidator)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "appliance-bench"));
        Summary summary = BenchmarkRunner.Run<Operations>(config);
        foreach (BenchmarkReport report in summary.Reports.OrderBy(r => r.BenchmarkCase.Descriptor.WorkloadMethod.Name))
        {
            string name = report.BenchmarkCase.Descriptor.WorkloadMethod.Name;
            Check.That(report.ResultStatistics is not null);
            run.Add($"micro.{name}", "ns", report.ResultStatistics.Median);
            double? bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase);
            run.Add($"micro.{name}.allocated", "B/op", bytes ?? 0);
        }
    }
}
