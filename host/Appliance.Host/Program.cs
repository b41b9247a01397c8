using Appliance.Core;
using Appliance.Host.Running;

namespace Appliance.Host;

internal static class Program
{
    private static int Main(string[] args) =>
        new ApplianceProgram(
            ProcessSeam.OfThisProcess(),
            (_, _, _) => throw new CheckFailedException("check failed: the run is not composed in this build"),
            CaptureVerifier.Verify).Run(args);
}
