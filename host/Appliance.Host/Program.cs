using Appliance.Host.Composition;
using Appliance.Host.Running;

namespace Appliance.Host;

internal static class Program
{
    private static int Main(string[] args) =>
        new ApplianceProgram(ProcessSeam.OfThisProcess(), RunComposer.Run, CaptureVerifier.Verify).Run(args);
}
