namespace Appliance.Tidy.Tests;

public sealed class HabitRuleTests
{
    [Theory]
    [InlineData("#pragma warning disable CA1062")]
    [InlineData("#pragma warning disable CA1062 // why")]
    [InlineData("#pragma warning disable")]
    [InlineData("#region Helpers\n#endregion")]
    [InlineData("partial class C { }")]
    [InlineData("internal readonly partial record struct R(int X);")]
    [InlineData("partial interface I { }")]
    [InlineData("[SuppressMessage(\"Usage\", \"CA1801\")] class C { }")]
    public void A_bad_habit_is_found(string text) =>
        Planted.AssertFinds(HabitRule.Find, ["host/A.cs:2: "], ("host/A.cs", "\n" + text + "\n"));

    [Theory]
    [InlineData("#pragma warning disable CA1062 // the ring checked it before\n#pragma warning restore CA1062")]
    [InlineData("class C { int partial; string s = \"#region\"; } // partial")]
    [InlineData("partial class C { [GeneratedRegex(\"a\")] private static partial Regex A(); }")]
    [InlineData("partial class C { [Interop.LibraryImport(\"c\")] static partial int getpid(); }")]
    [InlineData("[JsonSerializable(typeof(int))] partial class C : JsonSerializerContext { }")]
    [InlineData("[SuppressMessage(\"Usage\", \"CA1801\", Justification = \"the interface has it\")] class C { }")]
    public void Its_good_twin_is_clean(string text) => Planted.AssertClean(HabitRule.Find, ("host/A.cs", text));

    [Fact]
    public void Generated_code_keeps_its_own_habits() =>
        Planted.AssertClean(HabitRule.Find, ("host/Generated/A.cs", "#pragma warning disable\npartial class C { }"));
}
