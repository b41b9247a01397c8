namespace Appliance.Tidy.Tests;

/// <summary>The forbidden words are put together from halves, or this file would be found itself.</summary>
public sealed class MarkerRuleTests
{
    [Theory]
    [InlineData("// TO", "DO later")]
    [InlineData("// FIX", "ME later")]
    [InlineData("/* HA", "CK */")]
    [InlineData("throw new NotImplemented", "Exception();")]
    [InlineData("throw new NotSupported", "Exception();")]
    [InlineData("class C { [Fact(Sk", "ip = \"later\")] void M() { } }")]
    [InlineData("class C { [Theory(DisplayName = \"x\", Sk", "ip = Reason)] void M() { } }")]
    [InlineData("string path = \"/wo", "rk/main\";")]
    [InlineData("string path = \"/ro", "ot/x\";")]
    [InlineData("string path = \"/ho", "me/me\";")]
    [InlineData("// https://api.nu", "get.org/v3/index.json")]
    public void A_marker_in_a_source_is_found(string first, string second) =>
        Planted.AssertFinds(MarkerRule.Find, ["host/A.cs:2: "], ("host/A.cs", "\n" + first + second + "\n"));

    [Theory]
    [InlineData("fpga/kernels/a.cl", "// TO", "DO")]
    [InlineData("fpga/rtl/a.sv", "// FIX", "ME")]
    [InlineData("Makefile", "cd /wo", "rk/main")]
    [InlineData("README.md", "see /ho", "me/me")]
    [InlineData("tools/ops/a.sh", "curl https://deb.debi", "an.org/")]
    [InlineData("tools/ops/package.json", "https://registry.np", "mjs.org/")]
    public void Other_files_are_read_too(string path, string first, string second) =>
        Planted.AssertFinds(MarkerRule.Find, [path + ":1: "], (path, first + second));

    [Theory]
    [InlineData("host/A.cs", "throw new NotSupportedException(\"a frame without a schema\"); // nothing to do")]
    [InlineData("host/A.cs", "class C { [Fact] void M() { int Skip = 1; Skip = 2; } }")]
    [InlineData("host/A.cs", "// tools/work is relative, /tmp/x and a.b/home/page are no one's machine")]
    [InlineData("README.md", "how to do it")]
    public void Ordinary_text_is_clean(string path, string text) => Planted.AssertClean(MarkerRule.Find, (path, text));
}
