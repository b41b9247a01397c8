namespace Disruptor;

/// <summary>Access by reference to value events in place.</summary>
public interface IValueDataProvider<T>
    where T : struct
{
    /// <summary>The slot of a sequence. The caller must have claimed it, or seen it published.</summary>
    ref T this[long sequence] { get; }
}
