namespace Appliance.Sbe.Diagnostics;

/// <summary>
/// One thing that can be wrong with a schema: its code, how bad it is, and what it means in a few words.
/// </summary>
public sealed class SbeRule
{
    public SbeRule(string code, SbeSeverity severity, string title)
    {
        Code = code;
        Severity = severity;
        Title = title;
    }

    public string Code { get; }

    public SbeSeverity Severity { get; }

    public string Title { get; }
}
