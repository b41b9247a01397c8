namespace Appliance.Bench.Micro;

internal static class HandoffBench
{
    public static void Run(BenchRun run) => BenchRun.Say("later");
}
