using Appliance.Sbe.Tool.Views;

namespace Appliance.Sbe.Tests.Tool;

/// <summary>What a terminal is told by words from anywhere.</summary>
public sealed class SafeTextTests
{
    [Theory]
    [InlineData("Price é", "Price é", "Price é")]
    [InlineData("a\\b", "a\\\\b", "a\\b")]
    [InlineData("a\u001b[2J\n", "a\\u001b[2J\\u000a", "a\\u001b[2J\\u000a")]
    [InlineData("a\u202eb\u2066", "a\\u202eb\\u2066", "a\\u202eb\\u2066")]
    [InlineData("\u009b", "\\u009b", "\\u009b")]
    public void Nothing_gets_through_that_a_terminal_acts_on(string words, string expected, string line)
    {
        Assert.Equal(expected, SafeText.Of(words));
        Assert.Equal(line, SafeText.Line(words));
    }
}
