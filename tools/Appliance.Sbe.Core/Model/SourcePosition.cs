namespace Appliance.Sbe.Model;

/// <summary>Where something stands in a schema file. Lines and columns count from 1, as editors show them.</summary>
public readonly struct SourcePosition
{
    public SourcePosition(string file, int line, int column)
    {
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>The path as it was given to the reader; an included file has its own.</summary>
    public string File { get; }

    public int Line { get; }

    public int Column { get; }

    public override string ToString() => File + "(" + Line + "," + Column + ")";
}
