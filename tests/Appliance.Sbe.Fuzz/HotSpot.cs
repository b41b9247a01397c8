namespace Appliance.Sbe.Fuzz;

/// <summary>A number of a frame that says how the rest is read: a length, a count, a version, an id.</summary>
/// <param name="Offset">Bytes from the start of the frame.</param>
/// <param name="Size">1, 2 or 4 bytes.</param>
internal readonly record struct HotSpot(int Offset, int Size, bool IsBigEndian);
