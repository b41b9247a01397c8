using System;
using System.IO;

namespace Appliance.Transport.Tests;

/// <summary>Gives one byte a read: the worst a pipe may do.</summary>
internal sealed class DribblingStream(byte[] bytes) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
}

/// <summary>A disk that fails once so many bytes went through.</summary>
internal sealed class FailingStream(byte[] bytes, int goodBytes) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count)
    {
        int left = goodBytes - (int)Position;
        return left > 0 ? base.Read(buffer, offset, Math.Min(count, left)) : throw new IOException("bad\nsector");
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new IOException("no space left");
}
