using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Runtime.CompilerServices;
using Appliance.Core;

namespace Appliance.Transport;

/// <summary>
/// Writes frames to a capture file (<see cref="CaptureFormat"/>) through one buffer; nothing is allocated per
/// frame. Intended times are not kept: a replay derives them from the stamps. Once the system fails a write the
/// writer refuses everything and <see cref="Fault"/> says why; whole frames before that stay readable.
/// </summary>
public sealed class CaptureWriter : IFrameSink, IDisposable
{
    private readonly Stream stream;
    private readonly byte[] buffer = new byte[CaptureFormat.BufferBytes];
    private int filled;
    private bool isDisposed;

    /// <summary>Starts a capture on a stream, which the writer then owns.</summary>
    public CaptureWriter(Stream stream)
    {
        Check.That(stream is not null && stream.CanWrite);
        this.stream = stream;
        CaptureFormat.WriteHeader(buffer.AsSpan(0, CaptureFormat.HeaderBytes));
        filled = CaptureFormat.HeaderBytes;
        BytesWritten = CaptureFormat.HeaderBytes;
    }

    public long FramesWritten { get; private set; }

    /// <summary>Size of the file once flushed.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>One line once a write failed, else null. False from <see cref="TryOffer"/> means look here.</summary>
    public string? Fault { get; private set; }

    /// <summary>Creates the file, or empties an existing one.</summary>
    public static bool TryCreate(string path, [NotNullWhen(true)] out CaptureWriter? writer, out string error)
    {
        // None is a lock against other writers; a reader that asks for no lock may follow.
        const FileShare share = FileShare.None;
        const FileAccess access = FileAccess.Write;
        bool isOpen = CaptureFile.TryOpen(path, FileMode.Create, access, share, out FileStream? file, out error);
        writer = isOpen ? new CaptureWriter(file!) : null;
        return isOpen;
    }

    /// <inheritdoc/>
    public bool TryOffer(ushort streamId, long stampNs, long intendedNs, ReadOnlySpan<byte> bytes)
    {
        Check.That(!isDisposed && bytes.Length <= CaptureFormat.PayloadBytesMax);
        int recordBytes = CaptureFormat.RecordBytes(bytes.Length);
        if ((buffer.Length - filled < recordBytes && !TryFlush()) || Fault is not null)
        {
            return false;
        }

        CaptureFormat.WriteRecord(buffer.AsSpan(filled, recordBytes), streamId, stampNs, bytes);
        filled += recordBytes;
        FramesWritten++;
        BytesWritten += recordBytes;
        return true;
    }

    /// <summary>Hands everything buffered to the system; false when it failed (<see cref="Fault"/>).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TryFlush()
    {
        if (Fault is not null)
        {
            return false;
        }

        try
        {
            stream.Write(buffer, 0, filled);
            stream.Flush();
            filled = 0;
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Fault = $"cannot write the capture: {fault.Message.ReplaceLineEndings(" ")}";
            return false;
        }
    }

    /// <summary>Flushes and closes. To learn of a failure, flush first.</summary>
    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        TryFlush();
        stream.Dispose();
    }
}
