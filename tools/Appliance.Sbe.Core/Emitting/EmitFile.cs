namespace Appliance.Sbe.Emitting;

/// <summary>One emitted source file.</summary>
public sealed class EmitFile
{
    public EmitFile(string hintName, string text)
    {
        HintName = hintName;
        Text = text;
    }

    /// <summary>Namespace and type, ending in .g.cs; the same for the same schema, unique whatever the case.</summary>
    public string HintName { get; }

    public string Text { get; }
}
