namespace Disruptor;

/// <summary>
/// Distances that keep a written field away from its neighbours on the heap.
/// </summary>
/// <remarks>
/// 128 bytes are two cache lines: the adjacent-line prefetcher of x64 fetches lines in aligned pairs, so one
/// line of 64 bytes between two writers still lets them slow each other down.
/// The runtime honours the stated size of a struct, but lets a class end with its last field. So a padded class
/// declares a last field that nobody reads.
/// </remarks>
internal static class Padding
{
    public const int Bytes = 128;

    /// <summary>From the end of the last real field to the field that closes the padding of a class.</summary>
    public const int ToTail = Bytes - sizeof(long);
}
