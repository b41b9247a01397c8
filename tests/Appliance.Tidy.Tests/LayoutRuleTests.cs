namespace Appliance.Tidy.Tests;

public sealed class LayoutRuleTests
{
    // The least a root must hold, so that only the planted file is found.
    private static readonly (string Path, string Text)[] Skeleton =
    [
        ("host/DESIGN.md", ""), ("sim/DESIGN.md", ""), ("tests/Directory.Build.props", ""), ("tools/build/test.sh", ""),
        ("fpga/DESIGN.md", ""), ("README.md", ""), ("Appliance.sln", ""), ("Makefile", ""),
    ];

    [Theory]
    [InlineData(".editorconfig")]
    [InlineData("host/CHANGELOG.md")]
    [InlineData("host/Appliance.Core/Check.cs")]
    [InlineData("host/Appliance.Wire/schemas/orders.xml")]
    [InlineData("host/decisions/0001-ring.md")]
    [InlineData("host/standins/Disruptor/RingBuffer.cs")]
    [InlineData("fpga/kernels/scan.cl")]
    [InlineData("fpga/rtl/gate.sv")]
    [InlineData("sim/scenarios/crash.json")]
    [InlineData("tests/vectors/margin.json")]
    [InlineData("tools/ops/appliance.service")]
    public void A_file_in_its_place_is_clean(string path) =>
        Planted.AssertClean(LayoutRule.Find, [.. Skeleton, (path, "text")]);

    [Theory]
    [InlineData("notes.md")]
    [InlineData("docs/index.md")]
    [InlineData("Program.cs")]
    [InlineData("host/Program.cs")]
    [InlineData("host/Helpers/A.cs")]
    [InlineData("sim/Appliance.Core/A.cs")]
    [InlineData("tools/misc/run.sh")]
    [InlineData("host/Appliance.Core/Check.cs.orig")]
    [InlineData("host/Appliance.Core/Check.bak")]
    [InlineData("host/Appliance.Core/Check.tmp")]
    [InlineData("host/Appliance.Core/Check.cs~")]
    [InlineData("host/Appliance.Core/core")]
    [InlineData("tools/ops/appliance.dll")]
    public void A_stray_file_is_found(string path) =>
        Planted.AssertFinds(LayoutRule.Find, [path + ": "], [.. Skeleton, (path, "text")]);

    [Fact]
    public void A_script_without_an_extension_says_what_runs_it() =>
        Planted.AssertClean(LayoutRule.Find, [.. Skeleton, (".ci/run", "#!/usr/bin/env bash\n")]);

    [Fact]
    public void A_binary_lives_beside_its_metadata()
    {
        const string Capture = "sim/data/crash/feed.capture", Metadata = "sim/data/crash/metadata.json";

        Planted.AssertClean(LayoutRule.Find, [.. Skeleton, (Capture, "\0"), (Metadata, "{}")]);
        Planted.AssertFinds(LayoutRule.Find, [Capture], [.. Skeleton, (Capture, "\0")]);
        Planted.AssertFinds(
            LayoutRule.Find, ["host/Appliance.Core/a.json"],
            [.. Skeleton, ("host/Appliance.Core/a.json", "\0"), ("host/Appliance.Core/metadata.json", "{}")]);
    }

    [Fact]
    public void A_file_over_a_megabyte_is_found()
    {
        const string Path = "sim/data/feed.csv";

        Planted.AssertClean(LayoutRule.Find, [.. Skeleton, (Path, new string('x', 1_000_000))]);
        Planted.AssertFinds(LayoutRule.Find, [Path], [.. Skeleton, (Path, new string('x', 1_000_001))]);
    }

    [Fact]
    public void A_root_without_its_parts_is_found() =>
        Planted.AssertFinds(LayoutRule.Find, ["Appliance.sln: missing", "Makefile: missing"], Skeleton[..6]);
}
