namespace Appliance.Sbe.Emitting;

/// <summary>The parts of the shared code that do not depend on a schema, as they are emitted.</summary>
internal static class SupportText
{
    internal const string FastBytes =
        """
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static ref byte At(ref byte block, nint offset) => ref Unsafe.AddByteOffset(ref block, offset);

        /// <summary>What is behind the first bytes of a span that is known to hold them.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> span, int length) =>
            MemoryMarshal.CreateReadOnlySpan(
                ref At(ref MemoryMarshal.GetReference(span), length), unchecked(span.Length - length));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static Span<byte> Skip(Span<byte> span, int length) =>
            MemoryMarshal.CreateSpan(
                ref At(ref MemoryMarshal.GetReference(span), length), unchecked(span.Length - length));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static ReadOnlySpan<byte> Bytes(ref byte block, int offset, int length) =>
            MemoryMarshal.CreateReadOnlySpan(ref At(ref block, offset), length);

        /// <summary>A char array up to its first NUL, or all of it.</summary>
        internal static ReadOnlySpan<byte> Text(ref byte block, int offset, int length) =>
            UpToNul(Bytes(ref block, offset, length));

        internal static ReadOnlySpan<sbyte> SignedBytes(ref byte block, int offset, int length) =>
            MemoryMarshal.Cast<byte, sbyte>(Bytes(ref block, offset, length));

        /// <summary>NULs behind a shorter value. A longer one is the caller's mistake: nothing is ever cut.</summary>
        internal static void WriteText(ref byte block, int offset, int length, ReadOnlySpan<byte> value) =>
            Pad(MemoryMarshal.CreateSpan(ref At(ref block, offset), length), value);
        """;

    internal const string SafeBytes =
        """
        internal static ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> block, int offset, int length) =>
            block.Slice(offset, length);

        /// <summary>A char array up to its first NUL, or all of it.</summary>
        internal static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> block, int offset, int length) =>
            UpToNul(Bytes(block, offset, length));

        internal static ReadOnlySpan<sbyte> SignedBytes(ReadOnlySpan<byte> block, int offset, int length) =>
            MemoryMarshal.Cast<byte, sbyte>(Bytes(block, offset, length));

        /// <summary>NULs behind a shorter value. A longer one is the caller's mistake: nothing is ever cut.</summary>
        internal static void WriteText(Span<byte> block, int offset, int length, ReadOnlySpan<byte> value) =>
            Pad(block.Slice(offset, length), value);
        """;

    internal const string CommonBytes =
        """
        /// <summary>Data that the acting version does not have.</summary>
        internal static SbeStatus NoData(
            ReadOnlySpan<byte> tail, out ReadOnlySpan<byte> value, out ReadOnlySpan<byte> rest)
        {
            value = default;
            rest = tail;
            return SbeStatus.Ok;
        }

        /// <summary>A length or version of the wire as an int; one beyond it is as good as the greatest.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static int ToInt(uint number) => number > int.MaxValue ? int.MaxValue : unchecked((int)number);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static void CheckIndex(int index, int count)
        {
            if (unchecked((uint)index >= (uint)count))
            {
                ThrowIndex(index);
            }
        }

        private static void ThrowIndex(int index) =>
            throw new ArgumentOutOfRangeException(nameof(index), index, "an entry that was not announced");

        private static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> whole)
        {
            int end = whole.IndexOf((byte)0);
            return end < 0 ? whole : whole[..end];
        }

        private static void Pad(Span<byte> whole, ReadOnlySpan<byte> value)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, whole.Length, nameof(value));
            value.CopyTo(whole);
            whole[value.Length..].Clear();
        }
        """;

    internal const string TryGetData =
        """
        internal static SbeStatus TryGetDataWIDTH(
            ReadOnlySpan<byte> tail,
            int lengthOffset,
            int contentOffset,
            out ReadOnlySpan<byte> value,
            out ReadOnlySpan<byte> rest)
        {
            value = default;
            rest = default;
            if (tail.Length < contentOffset)
            {
                return SbeStatus.TruncatedData;
            }

            uint length = UIntWIDTH(START, lengthOffset);
            ReadOnlySpan<byte> content = tail[contentOffset..];
            if (length > content.Length)
            {
                return SbeStatus.TruncatedData;
            }

            value = content[..unchecked((int)length)];
            rest = content[unchecked((int)length)..];
            return SbeStatus.Ok;
        }
        """;

    internal const string TryPutData =
        """
        internal static SbeStatus TryPutDataWIDTH(
            Span<byte> tail,
            int lengthOffset,
            int contentOffset,
            uint lengthMax,
            scoped ReadOnlySpan<byte> value,
            out Span<byte> rest)
        {
            rest = default;
            if (value.Length > lengthMax || tail.Length - contentOffset < value.Length)
            {
                return SbeStatus.TruncatedData;
            }

            tail[..contentOffset].Clear();
            WriteUIntWIDTH(START, lengthOffset, NUMBER);
            value.CopyTo(tail[contentOffset..]);
            rest = tail[(contentOffset + value.Length)..];
            return SbeStatus.Ok;
        }
        """;
}
