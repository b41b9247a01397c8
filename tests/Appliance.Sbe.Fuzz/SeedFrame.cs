using System.Collections.Generic;

namespace Appliance.Sbe.Fuzz;

/// <summary>A valid frame to start from, and where its lengths, counts and ids are.</summary>
internal sealed record SeedFrame(byte[] Bytes, IReadOnlyList<HotSpot> HotSpots);
