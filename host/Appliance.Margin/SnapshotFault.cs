namespace Appliance.Margin;

/// <summary>One reason why a snapshot may not be loaded.</summary>
/// <param name="Kind">Stable: what programs act on.</param>
/// <param name="Sentence">What a person reads: the name of what is wrong and what is wrong with it.</param>
public sealed record SnapshotFault(SnapshotFaultKind Kind, string Sentence)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(int)Kind} {Kind}: {Sentence}";
}
