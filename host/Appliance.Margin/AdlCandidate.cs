using System;

namespace Appliance.Margin;

/// <summary>A position that auto-deleveraging may close.</summary>
/// <param name="Account">Owner; accounts are distinct within one ranking.</param>
/// <param name="Lots">Magnitude of the position, positive.</param>
/// <param name="Score">Of <see cref="AdlScore"/>.</param>
public readonly record struct AdlCandidate(uint Account, long Lots, Int128 Score);
