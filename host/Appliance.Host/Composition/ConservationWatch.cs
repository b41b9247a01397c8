using System;
using System.Collections.Generic;
using Appliance.Machine;

namespace Appliance.Host.Composition;

/// <summary>
/// Checks after every step, not only at the end, that money is conserved to the micro: equity, fund and fees together
/// are what was deposited less what was withdrawn. Keeps the first few violations.
/// </summary>
internal sealed class ConservationWatch(MarginMachine machine)
{
    private const int FindingsMax = 5;
    private readonly List<string> findings = [];

    public IReadOnlyList<string> Findings => findings;

    public void Look(long step)
    {
        Int128 imbalance = machine.Imbalance();
        if (imbalance != Int128.Zero && findings.Count < FindingsMax)
        {
            findings.Add($"after step {step} money is out of balance by {imbalance} micro");
        }
    }
}
