using System.Collections.Generic;

namespace Appliance.Margin.Control;

/// <summary>What came out of one file of leverage tables.</summary>
/// <param name="Tables">Every symbol that could be read, in the order of the file.</param>
/// <param name="Faults">One sentence for each symbol that could not, or for the whole file.</param>
public sealed record TierTableFile(IReadOnlyList<TierTable> Tables, IReadOnlyList<string> Faults);
