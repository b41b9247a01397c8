namespace Disruptor;

/// <summary>
/// Distances that keep a written field away from its neighbours on the heap.
/// </summary>
/// <remarks>
/// 128 bytes are two cache lines: the adjacent-line prefetcher of x64 fetches lines in aligned pairs, so one
/// line of 64 bytes between two writers still lets them slow each other down.
/// </remarks>
internal static class Padding
{
    public const int Bytes = 128;
}
