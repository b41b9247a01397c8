namespace Appliance.Sbe.Tool.Views;

/// <summary>Where a frame came from.</summary>
/// <param name="Number">Place among the frames of the input, from 0.</param>
/// <param name="Place">The packet, stream or byte of the input, in words for people.</param>
/// <param name="StampNs">UTC nanoseconds since 1970; null when the input has no times.</param>
internal readonly record struct FrameOrigin(long Number, string Place, long? StampNs);
