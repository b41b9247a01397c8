using System.Collections.Generic;

namespace Appliance.Exactness.Tests;

/// <summary>Where device and oracle first differed, after which steps.</summary>
internal sealed record Mismatch(int At, string Difference, IReadOnlyList<Step> Steps);
