namespace Appliance.Bench.Micro;

internal static class MicroBench
{
    public static void Run(BenchRun run) => BenchRun.Say("later");
}
