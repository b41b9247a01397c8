using System;

namespace Appliance.Sbe.Tool;

internal static class Program
{
    private static int Main(string[] args) => new SbeProgram(Console.Out, Console.Error).Run(args);
}
