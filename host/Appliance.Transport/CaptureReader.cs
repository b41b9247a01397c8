using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Runtime.CompilerServices;
using Appliance.Core;

namespace Appliance.Transport;

/// <summary>
/// Reads a capture of any size through one fixed buffer. Delivers whole, intact frames in file order and ends for
/// good at the first that is neither; bad content is told by <see cref="End"/>, never thrown. Frames carry
/// intended time 0: give the reader to a <see cref="CaptureSource"/> to replay at the recorded pace.
/// </summary>
public sealed class CaptureReader : IFrameSource, IDisposable
{
    private readonly Stream stream;
    private readonly byte[] buffer = new byte[CaptureFormat.BufferBytes];
    private int taken;
    private int filled;
    private string fault = string.Empty;

    /// <summary>Reads from a stream, which the reader then owns, and judges the header at once.</summary>
    public CaptureReader(Stream stream)
    {
        Check.That(stream is not null && stream.CanRead);
        this.stream = stream;
        bool isWhole = TryFill(CaptureFormat.HeaderBytes);
        if (!isWhole || !CaptureFormat.IsHeader(buffer.AsSpan(0, CaptureFormat.HeaderBytes)))
        {
            EndHere(CaptureEndKind.BadHeader);
            return;
        }

        Take(CaptureFormat.HeaderBytes);
    }

    /// <summary>Open until the first call of <see cref="TryReceive"/> that found no further frame.</summary>
    public CaptureEnd End { get; private set; }

    public long FramesRead { get; private set; }

    /// <summary>Where the next frame begins: all before it was good.</summary>
    public long ByteOffset { get; private set; }

    /// <inheritdoc/>
    public bool IsDrained => End.Kind != CaptureEndKind.Open;

    /// <summary>False with a one-line <paramref name="error"/> when the file cannot be opened.</summary>
    public static bool TryOpen(string path, [NotNullWhen(true)] out CaptureReader? reader, out string error)
    {
        // Takes no lock: a capture that is still being written may be read.
        const FileShare share = FileShare.ReadWrite;
        const FileAccess access = FileAccess.Read;
        bool isOpen = CaptureFile.TryOpen(path, FileMode.Open, access, share, out FileStream? file, out error);
        reader = isOpen ? new CaptureReader(file!) : null;
        return isOpen;
    }

    /// <inheritdoc/>
    public bool TryReceive(out Frame frame)
    {
        frame = default;
        if (IsDrained)
        {
            return false;
        }

        if (!TryFill(CaptureFormat.RecordHeaderBytes))
        {
            return EndHere(filled == taken ? CaptureEndKind.Clean : CaptureEndKind.CutAt);
        }

        if (!CaptureFormat.TryReadLength(buffer.AsSpan(taken), out int payloadBytes))
        {
            return EndHere(CaptureEndKind.CorruptAt);
        }

        int recordBytes = CaptureFormat.RecordBytes(payloadBytes);
        if (!TryFill(recordBytes))
        {
            return EndHere(CaptureEndKind.CutAt);
        }

        ReadOnlySpan<byte> record = buffer.AsSpan(taken, recordBytes);
        if (!CaptureFormat.IsIntact(record))
        {
            return EndHere(CaptureEndKind.CorruptAt);
        }

        frame = CaptureFormat.ReadRecord(record, payloadBytes);
        FramesRead++;
        Take(recordBytes);
        return true;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();

    private void Take(int bytes)
    {
        taken += bytes;
        ByteOffset += bytes;
        Check.That(taken <= filled);
    }

    private bool EndHere(CaptureEndKind kind)
    {
        End = new CaptureEnd(fault.Length == 0 ? kind : CaptureEndKind.ReadFailed, ByteOffset, fault);
        return false;
    }

    private bool TryFill(int neededBytes) => filled - taken >= neededBytes || TryFillOnShort(neededBytes);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryFillOnShort(int neededBytes)
    {
        Check.That(neededBytes <= buffer.Length);
        buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
        filled -= taken;
        taken = 0;
        try
        {
            int got = 1;
            while (filled < neededBytes && got > 0)
            {
                got = stream.Read(buffer, filled, buffer.Length - filled);
                filled += got;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            fault = failure.Message.ReplaceLineEndings(" ");
        }

        return filled >= neededBytes;
    }
}
