using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Appliance.Sbe.Fuzz;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Fuzz;

/// <summary>A short run of the fuzzer of codecs, with some of the planted faults; make fuzz takes them all.</summary>
public sealed class CodecFuzzTests(ITestOutputHelper output)
{
    private const string Inputs = "100000";
    private const string Plants = "3";

    [Fact]
    public async Task Planted_faults_are_caught_and_the_codecs_pass()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        string fuzzer = Path.Combine(AppContext.BaseDirectory, "Appliance.Sbe.Fuzz.dll");
        foreach (string argument in new[] { fuzzer, "--inputs", Inputs, "--plants", Plants, "--seed", "1" })
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        output.WriteLine(await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void An_input_is_made_again_from_its_number()
    {
        var one = new InputRandom(7, 123_456);
        var two = new InputRandom(7, 123_456);
        var other = new InputRandom(7, 123_457);
        ulong first = one.Next();
        Assert.Equal(first, two.Next());
        Assert.NotEqual(first, other.Next());
    }
}
