namespace Appliance.Bench;

/// <summary>Entry: see <see cref="BenchProgram"/>.</summary>
internal static class Program
{
    private static int Main(string[] args) => BenchProgram.Run(args);
}
