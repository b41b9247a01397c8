namespace Appliance.Margin;

/// <summary>Who paid how much of a loss, micro, in the order they were asked. The parts sum to the loss.</summary>
public readonly record struct LossParts(
    long Account, long UnderlyingFund, long GlobalFund, long Adl, long Pool, long Venue);
