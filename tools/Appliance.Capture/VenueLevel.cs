namespace Appliance.Capture;

/// <summary>One price level: price in 1e-9, quantity in 1e-8, quantity 0 deletes it.</summary>
internal readonly record struct VenueLevel(bool IsBid, long PriceMantissa, long QtyMantissa);
