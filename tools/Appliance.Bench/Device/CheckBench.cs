namespace Appliance.Bench.Device;

internal static class CheckBench
{
    public static void Run(BenchRun run) => BenchRun.Say("later");
}
