namespace Appliance.Bench.Device;

internal static class BulkBench
{
    public static void Run(BenchRun run) => BenchRun.Say("later");
}
