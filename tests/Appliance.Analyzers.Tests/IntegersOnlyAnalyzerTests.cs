using System.Threading.Tasks;

namespace Appliance.Analyzers.Tests;

/// <summary>Each way to get a fraction into the decided path is reported, and nothing else is.</summary>
public sealed class IntegersOnlyAnalyzerTests
{
    [Theory]
    [InlineData("float")]
    [InlineData("double")]
    [InlineData("decimal")]
    [InlineData("System.Single")]
    [InlineData("System.Double")]
    [InlineData("System.Decimal")]
    [InlineData("System.Half")]
    [InlineData("System.Runtime.InteropServices.NFloat")]
    public async Task A_written_type_fires_wherever_it_stands(string type)
    {
        string name = type[(type.LastIndexOf('.') + 1)..];

        Assert.Equal([name], await Snippet.Reports($"class C {{ {type} field; }}"));
        Assert.Equal([name], await Snippet.Reports($"interface I {{ void M({type} x); }}"));
        Assert.Equal([name], await Snippet.Reports($"interface I {{ {type} M(); }}"));
        Assert.Equal([name], await Snippet.Reports($"interface I {{ {type}? P {{ get; }} }}"));
        Assert.Equal([name], await Snippet.Reports($"delegate {type}[] D();"));
        Assert.Equal([name], await Snippet.Reports($"record struct R({type} X);"));
        Assert.Equal([name], await Snippet.Reports($"class C {{ System.Type T() => typeof({type}); }}"));
        Assert.Equal([name], await Snippet.Reports($"class C : System.Collections.Generic.List<{type}> {{ }}"));
        Assert.Equal([name], await Snippet.Reports($"unsafe class C {{ {type}* pointer; }}"));
    }

    [Fact]
    public async Task An_alias_fires_where_it_is_made()
    {
        Assert.Equal(["Double"], await Snippet.Reports("using D = System.Double;\nclass C { D field; }"));
        Assert.Equal(["decimal"], await Snippet.Reports("using D = decimal;\nclass C { D field; }"));
    }

    [Theory]
    [InlineData("var x = 2.0;", "2.0")]
    [InlineData("var x = 2f;", "2f")]
    [InlineData("var x = 2m;", "2m")]
    [InlineData("var x = 1e3;", "1e3")]
    [InlineData("var x = 1 / 2.0;", "1 / 2.0")]
    [InlineData("var x = (long)(n * 1.5);", "n * 1.5")]
    [InlineData("var x = (long)System.Math.Sqrt(n);", "System.Math.Sqrt(n)")]
    [InlineData("bool x = n > 0.5;", "0.5")]
    [InlineData("string x = $\"{n / 3d}\";", "n / 3d")]
    [InlineData("object x = 2.5;", "2.5")]
    [InlineData("System.Math.Truncate(2m);", "System.Math.Truncate(2m)")]
    [InlineData("var x = System.TimeSpan.FromTicks(n).TotalSeconds;", "System.TimeSpan.FromTicks(n).TotalSeconds")]
    public async Task An_expression_fires_by_its_type(string statement, string expected) =>
        Assert.Contains(expected, await Snippet.Reports($"class C {{ void M(long n) {{ {statement} }} }}"));

    [Theory]
    [InlineData("var x = new[] { 0.5 };")]
    [InlineData("var x = (n, 0.5);")]
    [InlineData("var (a, b) = (n, 0.5);")]
    [InlineData("foreach (var x in new[] { 0.5f }) { }")]
    [InlineData("System.Func<long> x = () => (long)(n * 0.5m);")]
    [InlineData("var x = System.Numerics.Vector<long>.One; var y = System.Numerics.Vector.ConvertToDouble(x);")]
    [InlineData("_ = n switch { > 0 => 1L, _ => (long)0.5 };")]
    [InlineData("Inferred(x => 1);")]
    [InlineData("Optional();")]
    public async Task A_fraction_that_is_never_spelled_as_a_type_fires(string statement)
    {
        // The base list spells one double; the statement must add a report of its own.
        Assert.Equal(["double"], await Snippet.Reports(WithMembersOverDouble(string.Empty)));
        Assert.True((await Snippet.Reports(WithMembersOverDouble(statement))).Length > 1);
    }

    [Theory]
    [InlineData("class C { [System.ComponentModel.DefaultValue(0.5)] int field; }")]
    [InlineData("class C { void M(object x = null) { if (x is 0.5) { } } }")]
    [InlineData("class C { const long K = (long)1.5; }")]
    [InlineData("enum E { A = (int)1.5 }")]
    [InlineData("class B(long x) { long y = x; } class C() : B((long)1.5);")]
    public async Task A_literal_outside_a_method_body_fires(string source) =>
        Assert.NotEmpty(await Snippet.Reports(source));

    [Theory]
    [InlineData("class C { long M(long a, ulong b) => a * 3 / (long)b + 0x1F; }")]
    [InlineData("class C { System.Int128 M(long a) => System.Math.BigMul(a, a); }")]
    [InlineData("class C { nint n; char c; bool b; string s; (int, long) t; byte[] bytes; }")]
    [InlineData("/// <summary>Never a <see cref=\"double\"/> or <see cref=\"System.Half\"/>.</summary>\nclass C { }")]
    [InlineData("// double float decimal 2.0\nclass C { string s = \"double 2.0\"; }")]
    [InlineData("namespace Mine { struct Half { } struct Single { } class C { Half h; Single s; } }")]
    [InlineData("class C { int Double(int x) => 2 * x; int M() => Double(1); int Decimal { get; } }")]
    public async Task Integer_code_is_clean(string source) => Assert.Empty(await Snippet.Reports(source));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("false")]
    public async Task Other_projects_are_left_alone(string? decidedPath) =>
        Assert.Empty(
            await Snippet.Reports("class C { double x = 0.5; System.Half h; decimal M() => 1m; }", decidedPath));

    [Fact]
    public async Task The_switch_ignores_case() =>
        Assert.NotEmpty(await Snippet.Reports("class C { double x; }", "True"));

    private static string WithMembersOverDouble(string statement) =>
        $$"""
        class Base<T>
        {
            protected static void Inferred(System.Func<T, int> f) { }
            protected static void Optional(T x = default) { }
        }

        class C : Base<double> { void M(long n) { {{statement}} } }
        """;
}
