namespace Appliance.Bench.Wire;

/// <summary>Values that both codecs write, made in the same way.</summary>
internal static class BenchValues
{
    public const int EntriesMax = 1024;

    public static long Signed(ulong value) => unchecked((long)value);

    public static uint Low(ulong value) => unchecked((uint)value);
}
