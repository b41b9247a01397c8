using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Appliance.Core;

namespace Appliance.Sim.Device;

/// <summary>
/// Instrument and bucket of each position of a group in 16 bits, a dense row a group in a column of its own: small
/// enough to stay in the caches, so that everything else a command needs is asked of memory at once.
/// </summary>
internal static unsafe class PositionKeys
{
    public const int None = -1;

    /// <summary>A place that is not taken. Instrument 4095 may look so too: the count of positions decides.</summary>
    public const ushort Empty = ushort.MaxValue;

    private const int InstrumentBits = 12;
    private const int InstrumentMask = (1 << InstrumentBits) - 1;

    static PositionKeys() =>
        Check.That(Limits.InstrumentsMax <= 1 << InstrumentBits && Limits.GroupBucketsMax <= 1 << 4);

    /// <summary>Keys in one row: whole vectors of them.</summary>
    public static int RowKeys(int instruments) =>
        (instruments + Vector256<ushort>.Count - 1) & -Vector256<ushort>.Count;

    public static ushort Key(int instrument, int bucket) => (ushort)(instrument | (bucket << InstrumentBits));

    public static int Bucket(ushort key) => key >> InstrumentBits;

    /// <summary>
    /// First place whose key names the instrument, -1 when there is none. Places from the group's count on are
    /// empty and may match: the caller compares with the count.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Find(ushort* row, int rowKeys, int instrument)
    {
        if (instrument is < 0 or > InstrumentMask)
        {
            return None;
        }

        Vector256<ushort> wanted = Vector256.Create((ushort)instrument);
        Vector256<ushort> mask = Vector256.Create((ushort)InstrumentMask);
        for (int at = 0; at < rowKeys; at += Vector256<ushort>.Count)
        {
            Vector256<ushort> isEqual = Vector256.Equals(Vector256.Load(row + at) & mask, wanted);
            uint bits = isEqual.AsByte().ExtractMostSignificantBits();
            if (bits != 0)
            {
                return at + (BitOperations.TrailingZeroCount(bits) / sizeof(ushort));
            }
        }

        return None;
    }
}
