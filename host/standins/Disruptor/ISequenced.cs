namespace Disruptor;

/// <summary>The producer's side: claim sequences, fill their slots, publish them.</summary>
public interface ISequenced
{
    /// <summary>Number of slots, a power of two.</summary>
    int BufferSize { get; }

    /// <summary>Whether that many sequences could be claimed now without waiting.</summary>
    bool HasAvailableCapacity(int requiredCapacity);

    /// <summary>How many sequences could be claimed now without waiting; never negative.</summary>
    long GetRemainingCapacity();

    /// <summary>Claims one sequence, waiting while the ring is full.</summary>
    long Next();

    /// <summary>Claims n sequences and returns the last one, waiting while there is no room.</summary>
    /// <exception cref="System.ArgumentException">n is below 1 or above the buffer size.</exception>
    long Next(int n);

    /// <summary>Claims one sequence, or answers false at once when the ring is full.</summary>
    bool TryNext(out long sequence);

    /// <summary>Claims n sequences and gives the last one, or answers false at once when there is no room.</summary>
    /// <exception cref="System.ArgumentException">n is below 1 or above the buffer size.</exception>
    bool TryNext(int n, out long sequence);

    /// <summary>Makes one claimed sequence visible to consumers.</summary>
    void Publish(long sequence);

    /// <summary>Makes the claimed sequences from lo to hi, both included, visible to consumers.</summary>
    void Publish(long lo, long hi);
}
