using System;
using Appliance.Core;

namespace Appliance.Capture;

/// <summary>The executable; everything is in <see cref="CaptureTool"/>, which tests call.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        try
        {
            return CaptureTool.Run(args, Console.Out, Console.Error);
        }
        catch (CheckFailedException fault)
        {
            Console.Error.WriteLine(fault);
            return ExitCode.CrashedCheck;
        }
    }
}
