using System;

namespace Appliance.Sim.Device;

/// <summary>
/// Live prices of instruments or assets with their moving averages. Knows how many averages differ from their price:
/// while none does, both valuations of a group use the same prices.
/// </summary>
internal sealed class MarkTable
{
    private readonly long[] valuesMicro;
    private readonly long[] averagesMicro;

    public MarkTable(int count)
    {
        valuesMicro = new long[count];
        averagesMicro = new long[count];
    }

    public ReadOnlySpan<long> ValuesMicro => valuesMicro;

    public ReadOnlySpan<long> AveragesMicro => averagesMicro;

    /// <summary>How many averages are not their price.</summary>
    public int DifferingCount { get; private set; }

    /// <summary>The largest price there ever was.</summary>
    public long LargestMicro { get; private set; }

    /// <summary>An average of 0 means the same as the price.</summary>
    public void Set(int index, long valueMicro, long averageMicro)
    {
        DifferingCount -= averagesMicro[index] == valuesMicro[index] ? 0 : 1;
        valuesMicro[index] = valueMicro;
        LargestMicro = Math.Max(LargestMicro, valueMicro);
        averagesMicro[index] = averageMicro == 0 ? valueMicro : averageMicro;
        DifferingCount += averagesMicro[index] == valuesMicro[index] ? 0 : 1;
    }

    /// <summary>What a position counts at for new risk: longs at the lower price, others at the higher.</summary>
    public long WorseMicro(int index, long quantity) => quantity > 0
        ? Math.Min(valuesMicro[index], averagesMicro[index])
        : Math.Max(valuesMicro[index], averagesMicro[index]);
}
