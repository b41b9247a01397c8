using System;

namespace Appliance.Sbe.Fuzz;

/// <summary>Reads every value of a frame with emitted codecs, and says how that ended.</summary>
/// <returns>The emitted status by value; 254 or 255 where two ways through the codec differ.</returns>
public delegate int FrameWalk(ReadOnlySpan<byte> frame, ref Digest digest);
