using System.Linq;
using System.Text;

namespace Appliance.Sbe.Tool.Views;

/// <summary>
/// Words of schemas and frames for a terminal: one line, and nothing that a terminal would act on or show in another
/// order than it is.
/// </summary>
internal static class SafeText
{
    private const char FirstTurning = '\u2028';
    private const char LastTurning = '\u202E';
    private const char FirstIsolating = '\u2066';
    private const char LastIsolating = '\u2069';

    /// <summary>Such characters as \uNNNN, and a backslash doubled, so that nothing else looks so.</summary>
    public static string Of(string words)
    {
        if (words.All(c => IsSafe(c) && c != '\\'))
        {
            return words;
        }

        StringBuilder safe = new();
        foreach (char c in words)
        {
            safe.Append(c == '\\' ? "\\\\" : IsSafe(c) ? c.ToString() : $"\\u{(int)c:x4}");
        }

        return safe.ToString();
    }

    /// <summary>The same where backslashes are usual, as in paths: they stay single.</summary>
    public static string Line(string words) =>
        words.All(IsSafe) ? words : string.Concat(words.Select(c => IsSafe(c) ? c.ToString() : $"\\u{(int)c:x4}"));

    private static bool IsSafe(char c) =>
        !char.IsControl(c)
        && c is not (>= FirstTurning and <= LastTurning)
        && c is not (>= FirstIsolating and <= LastIsolating);
}
