using System;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace Appliance.Sbe.Tests.Generator;

/// <summary>
/// A project in a folder of its own, outside the repository, that uses the generator as anybody would.
/// </summary>
public sealed class ScratchProject : IDisposable
{
    private static readonly TimeSpan RunMax = TimeSpan.FromMinutes(10);

    private readonly string folder = Directory.CreateTempSubdirectory("sbe-scratch-").FullName;

    public ScratchProject()
    {
        string props = Path.Combine(
            SharedFolder.Root, "tools", "Appliance.SbeGenerator", "Appliance.SbeGenerator.props");
        Write(
            "scratch.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="{props}" />
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <AnalysisLevel>latest-recommended</AnalysisLevel>
                <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
              </PropertyGroup>
              <ItemGroup>
                <AdditionalFiles Include="venue.xml" SbeSchema="true" SbeNamespace="Venue.MarketData" />
                <AdditionalFiles Include="common-types.xml" />
              </ItemGroup>
            </Project>
            """);
    }

    // The configuration of the tests is the one whose generator is there.
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Name.Split('_')[0];

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    /// <summary>Builds the project with the generator that is built already; the exit code and all output.</summary>
    public (int ExitCode, string Output) Build() =>
        Run("build", "scratch.csproj", "-c", Configuration, "-nr:false", "--nologo", "-p:BuildProjectReferences=false",
            "-p:UseSharedCompilation=false");

    public (int ExitCode, string Output) RunProgram() =>
        Run(Directory.GetFiles(Path.Combine(folder, "bin"), "scratch.dll", SearchOption.AllDirectories).Single());

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private (int ExitCode, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A test runner leaves the settings of its own build behind; this is another build.
        var leftBehind = start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase));
        foreach (string name in leftBehind.ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(RunMax))
        {
            process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, output.Result + error.Result);
    }
}
