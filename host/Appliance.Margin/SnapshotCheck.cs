using System.Collections.Generic;

namespace Appliance.Margin;

/// <summary>
/// The load checks of MARGIN.md section 5, every fault of a snapshot listed at once. What passes keeps
/// IMR &gt;= Req(IM,L) &gt;= MMR for every state, and every product inside 128 bits.
/// </summary>
public static class SnapshotCheck
{
    /// <summary>Empty when the snapshot may be loaded; otherwise one entry a fault.</summary>
    public static IReadOnlyList<SnapshotFault> Find(RiskSnapshot snapshot)
    {
        SnapshotFaultList found = new();
        SnapshotParameterCheck.Run(snapshot, found);
        SnapshotUnderlyingCheck.Run(snapshot, found);
        SnapshotInstrumentCheck.Run(snapshot, found);
        SnapshotComboCheck.Run(snapshot, found);
        SnapshotAssetCheck.Run(snapshot, found);
        return found.Faults;
    }

    /// <summary>The sentences of <see cref="Find"/>, for reports.</summary>
    public static IReadOnlyList<string> Faults(RiskSnapshot snapshot)
    {
        List<string> sentences = [];
        foreach (SnapshotFault fault in Find(snapshot))
        {
            sentences.Add(fault.Sentence);
        }

        return sentences;
    }
}
