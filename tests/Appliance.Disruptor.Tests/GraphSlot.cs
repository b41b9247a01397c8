using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appliance.Disruptor.Tests;

/// <summary>An event that every stage of a graph leaves its mark in.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GraphSlot
{
    /// <summary>What the producer wrote.</summary>
    public long Origin;

    /// <summary>A mark for each stage.</summary>
    public StageMarks Marks;

    /// <summary>
    /// What a stage (or the producer, -1) leaves at a sequence: nothing that another lap or stage would.
    /// </summary>
    public static long MarkOf(int stage, long sequence) =>
        unchecked(((stage + 2) * 0x1E37_79B9_7F4A_7C15) + (sequence * 0x2545_F491_4F6C_DD1D));

    [InlineArray(GraphPlan.StagesMax)]
    public struct StageMarks
    {
        private long _first;
    }
}
