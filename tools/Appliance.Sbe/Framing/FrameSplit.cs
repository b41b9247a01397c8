using System.Collections.Generic;

namespace Appliance.Sbe.Tool.Framing;

/// <summary>The messages of a run of bytes.</summary>
/// <param name="Frames">In order.</param>
/// <param name="Fault">Why the rest could not be split, in one line; empty when all of it could.</param>
internal sealed record FrameSplit(IReadOnlyList<FrameSlice> Frames, string Fault);
