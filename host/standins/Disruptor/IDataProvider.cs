namespace Disruptor;

/// <summary>Access to the event objects in their slots.</summary>
public interface IDataProvider<out T>
    where T : class
{
    /// <summary>The event of a sequence. The caller must have claimed it, or seen it published.</summary>
    T this[long sequence] { get; }
}
