using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace Appliance.Sbe.Tool.Framing;

/// <summary>
/// Cuts a run of untrusted bytes into messages. Stops at the first length that does not fit what is there: behind it
/// nothing can be told apart. Every length of a message takes at least the bytes of its own framing, so it ends.
/// </summary>
internal sealed class FrameSplitter(FramingKind kind, bool isLengthInclusive)
{
    private const int SofhBytes = 6;
    private const ushort SofhLittle = 0xEB50;
    private const ushort SofhBig = 0x5BE0;
    private const int Mdp3PacketBytes = 12;

    private static readonly Dictionary<string, FramingKind> Names = new(StringComparer.Ordinal)
    {
        ["none"] = FramingKind.None,
        ["u16le"] = FramingKind.Length16Little,
        ["u16be"] = FramingKind.Length16Big,
        ["u32le"] = FramingKind.Length32Little,
        ["u32be"] = FramingKind.Length32Big,
        ["sofh"] = FramingKind.Sofh,
        ["mdp3"] = FramingKind.Mdp3,
    };

    /// <summary>The words that <see cref="TryParse"/> knows.</summary>
    public static IReadOnlyCollection<string> Words => Names.Keys;

    public static bool TryParse(string word, out FramingKind kind) => Names.TryGetValue(word, out kind);

    public FrameSplit Split(byte[] bytes, int offset, int length)
    {
        List<FrameSlice> frames = [];
        int end = offset + length;
        int at = offset;
        if (kind == FramingKind.None)
        {
            frames.Add(new FrameSlice(offset, length));
            return new FrameSplit(frames, string.Empty);
        }

        if (kind == FramingKind.Mdp3)
        {
            if (length < Mdp3PacketBytes)
            {
                return new FrameSplit(frames, $"packet header: {length} bytes of {Mdp3PacketBytes}");
            }

            at += Mdp3PacketBytes;
        }

        while (at < end)
        {
            int prefix = PrefixBytes();
            if (end - at < prefix)
            {
                return new FrameSplit(frames, $"framing at byte {at - offset}: {end - at} bytes of {prefix}");
            }

            if (!TryLength(bytes.AsSpan(at, prefix), out long message, out string fault) || message > end - at - prefix)
            {
                fault = fault.Length > 0 ? fault : $"{message} bytes announced, {end - at - prefix} there";
                return new FrameSplit(frames, $"framing at byte {at - offset}: {fault}");
            }

            frames.Add(new FrameSlice(at + prefix, (int)message));
            at += prefix + (int)message;
        }

        return new FrameSplit(frames, string.Empty);
    }

    private int PrefixBytes() => kind switch
    {
        FramingKind.Length16Little or FramingKind.Length16Big or FramingKind.Mdp3 => sizeof(ushort),
        FramingKind.Sofh => SofhBytes,
        _ => sizeof(uint),
    };

    // The length of the message behind the prefix; one that counts the prefix and is less than it makes no sense.
    private bool TryLength(ReadOnlySpan<byte> prefix, out long message, out string fault)
    {
        long length = kind switch
        {
            FramingKind.Length16Little or FramingKind.Mdp3 => BinaryPrimitives.ReadUInt16LittleEndian(prefix),
            FramingKind.Length16Big => BinaryPrimitives.ReadUInt16BigEndian(prefix),
            FramingKind.Length32Little => BinaryPrimitives.ReadUInt32LittleEndian(prefix),
            _ => BinaryPrimitives.ReadUInt32BigEndian(prefix),
        };
        bool countsItself = kind is FramingKind.Sofh or FramingKind.Mdp3 || isLengthInclusive;
        message = countsItself ? length - prefix.Length : length;
        fault = message < 0 ? $"a length of {length} is less than the framing itself" : string.Empty;
        if (kind == FramingKind.Sofh && fault.Length == 0)
        {
            ushort encoding = BinaryPrimitives.ReadUInt16BigEndian(prefix[sizeof(uint)..]);
            fault = encoding is SofhLittle or SofhBig ? string.Empty : $"encoding type 0x{encoding:x4} is not SBE";
        }

        return fault.Length == 0;
    }
}
