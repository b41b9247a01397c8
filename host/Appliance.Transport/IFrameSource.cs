namespace Appliance.Transport;

/// <summary>Where frames come from: memory, a capture file, Aeron. Polled by one thread, never blocks.</summary>
public interface IFrameSource
{
    /// <summary>
    /// Gives the next frame if one is due. The frame's bytes are valid until the next call. False means nothing
    /// now; whether anything can still come is <see cref="IsDrained"/>.
    /// </summary>
    bool TryReceive(out Frame frame);

    /// <summary>True once the other end is closed and everything it sent has been received.</summary>
    bool IsDrained { get; }
}
