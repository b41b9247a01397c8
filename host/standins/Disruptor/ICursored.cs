namespace Disruptor;

/// <summary>Something that has a cursor in the stream of events.</summary>
public interface ICursored
{
    /// <summary>The last published sequence (single producer) or the last claimed one (multi producer).</summary>
    long Cursor { get; }
}
