namespace Appliance.Sbe.Reading;

/// <summary>
/// Where included files come from. The reader does no I/O itself: a source generator may not, and the tool decides
/// which folders a schema may reach.
/// </summary>
public interface ISbeFiles
{
    /// <summary>
    /// The bytes of the file that <paramref name="href"/> names, seen from <paramref name="fromFile"/>; false when
    /// there is none.
    /// </summary>
    bool TryRead(string fromFile, string href, out string file, out byte[] bytes);
}
