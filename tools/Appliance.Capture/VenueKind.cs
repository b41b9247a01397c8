namespace Appliance.Capture;

/// <summary>Messages of the venue that the importer knows.</summary>
internal enum VenueKind
{
    /// <summary>A well-formed message that carries no market data we keep.</summary>
    Other = 0,
    BookTicker,
    Trade,
    Depth,
    Snapshot,
}
