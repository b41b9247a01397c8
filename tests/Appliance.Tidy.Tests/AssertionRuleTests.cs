namespace Appliance.Tidy.Tests;

public sealed class AssertionRuleTests
{
    [Theory]
    [InlineData("[Fact] void T() { }")]
    [InlineData("[Fact] void T() { var x = Run(); }")]
    [InlineData("[Theory, InlineData(1)] void T(int x) { Run(x); }")]
    [InlineData("[Xunit.FactAttribute] async Task T() => await Run();")]
    [InlineData("[Property] bool T() => true;")]
    [InlineData("[Fact] void T() { Helper(); } void Helper() { Other(); } void Other() { }")]
    [InlineData("[Fact] void T() { Recurse(); } void Recurse() { Recurse(); }")]
    [InlineData("[Fact] void T() { var AssertNothing = 1; }")]
    public void A_test_that_asserts_nothing_is_found(string member) =>
        Planted.AssertFinds(AssertionRule.Find, ["tests/A.cs:2: T asserts nothing"], ("tests/A.cs", Class(member)));

    [Theory]
    [InlineData("True", "(true)")]
    [InlineData("False", "(false, \"never\")")]
    [InlineData("NotNull", "(new C())")]
    public void An_assertion_that_cannot_fail_is_found(string method, string arguments)
    {
        string call = "Assert." + method + arguments;
        Planted.AssertFinds(
            AssertionRule.Find, ["tests/A.cs:2: " + call], ("tests/A.cs", Class($"[Fact] void T() {{ {call}; }}")));
    }

    [Theory]
    [InlineData("[Fact] void T() { Assert.Equal(1, x); }")]
    [InlineData("[Fact] void T() => Assert.True(x);")]
    [InlineData("[Fact] void T() { Check.That(x); }")]
    [InlineData("[Fact] void T() { Prop.ForAll(p).QuickCheckThrowOnFailure(); }")]
    [InlineData("[Fact] void T() { Marks.Expect(\"offload.timeout\"); }")]
    [InlineData("[Fact] void T() { VerifySame(a, b); }")]
    [InlineData("[Fact] void T() { Fixture.AssertClean(a); }")]
    [InlineData("[Fact] void T() { First(); } void First() => Second(1); void Second(int x) { Assert.Equal(1, x); }")]
    [InlineData("[Fact] void T() { Run(Helper); } void Helper() { Assert.Equal(1, x); }")]
    [InlineData("[Fact] void T() { Run(() => { Assert.Equal(1, x); }); }")]
    [InlineData("void NoTest() { }")]
    public void A_test_that_asserts_is_clean(string member) =>
        Planted.AssertClean(AssertionRule.Find, ("tests/A.cs", Class(member)));

    [Fact]
    public void Only_tests_are_asked() =>
        Planted.AssertClean(AssertionRule.Find, ("host/A.cs", Class("[Fact] void T() { }")));

    private static string Class(string member) => "class C {\n" + member + "\n}\n";
}
