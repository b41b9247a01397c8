using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;
using System.Threading;
using Appliance.Core;

namespace Appliance.Telemetry;

/// <summary>
/// The counters of a running process as a file that others read while it runs. One process owns a file: it holds a lock
/// that the system lets go when the process dies. A file that a dead process left behind is taken over; one of a live
/// process, or of something that is not ours, is refused and left as it is. An orderly end removes the file.
/// </summary>
public sealed class CounterFile : IDisposable
{
    // Somebody who just reads the file holds its lock for a moment.
    private const int LockTries = 20;
    private const int LockRetryMs = 5;

    private readonly FileStream file;
    private readonly Counter state;
    private readonly Counter heartbeatUtcNs;
    private readonly Counter heartbeatMonotonicNs;
    private int disposals;

    private CounterFile(FileStream file, CounterLayout layout, bool isTakenOver)
    {
        this.file = file;
        IsTakenOver = isTakenOver;
        CounterMemory memory = CounterMemory.Mapped(file);
        Block = new CounterBlock(layout, memory);
        state = new Counter(memory, CounterFormat.StateOffset);
        heartbeatUtcNs = new Counter(memory, CounterFormat.HeartbeatUtcNsOffset);
        heartbeatMonotonicNs = new Counter(memory, CounterFormat.HeartbeatMonotonicNsOffset);
    }

    /// <summary>The counters themselves.</summary>
    public CounterBlock Block { get; }

    public string FilePath => file.Name;

    /// <summary>A dead process had left a file of this name.</summary>
    public bool IsTakenOver { get; }

    /// <summary>Makes the file, whole and readable, with every value zero.</summary>
    /// <param name="path">A file of its own; its folder must exist.</param>
    /// <param name="layout">What is counted; fixed from here on.</param>
    /// <param name="title">What runs, for people; cut at 64 bytes.</param>
    /// <param name="clock">For the time of the start.</param>
    /// <exception cref="CounterFileException">Somebody else's, or the system refuses.</exception>
    public static CounterFile Create(string path, CounterLayout layout, string title, IClock clock)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(clock);
        try
        {
            bool isTakenOver = File.Exists(path) && TakeOver(path);
            FileStreamOptions options = new()
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite
                    | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            }

            FileStream file = new(path, options);
            return Fill(file, layout, title, clock, isTakenOver);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            throw new CounterFileException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Where the process is in its life. Called by the thread that beats.</summary>
    public void SetState(ServiceState now) => state.Set((long)now);

    /// <summary>Says that the process is alive. Called by one thread, many times a second.</summary>
    public void Beat(IClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        heartbeatUtcNs.Set(clock.UtcNs);
        heartbeatMonotonicNs.Set(clock.MonotonicNs);
    }

    /// <summary>
    /// The orderly end: readers that still have the file open see it stopped, others no longer find it. A fenced
    /// process leaves its file as it is: what it counted last may say why.
    /// </summary>
    public void Dispose()
    {
        // A signal may end the process while the run ends by itself.
        if (Interlocked.Exchange(ref disposals, 1) != 0)
        {
            return;
        }

        if (state.Value == (long)ServiceState.Fenced)
        {
            file.Dispose();
            return;
        }

        SetState(ServiceState.Stopped);
        try
        {
            // While it is locked: nobody else's file can be under the name yet.
            File.Delete(file.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stays behind says that it is stopped, and the next process takes it over.
        }

        file.Dispose();
    }

    private static CounterFile Fill(
        FileStream file, CounterLayout layout, string title, IClock clock, bool isTakenOver)
    {
        try
        {
            // Written out and not just made long: a full disk shows here and not at a counter's first store.
            byte[] image = Image(layout, title, clock);
            file.Write(image);
            CounterFile made = new(file, layout, isTakenOver);
            new Counter(made.Block.Memory, CounterFormat.CompleteOffset)
                .Set(unchecked((long)CounterFormat.Complete));
            return made;
        }
        catch
        {
            File.Delete(file.Name);
            file.Dispose();
            throw;
        }
    }

    private static byte[] Image(CounterLayout layout, string title, IClock clock)
    {
        byte[] image = new byte[layout.LengthBytes];
        int offset = CounterFormat.HeaderBytes;
        foreach (CounterDescriptor descriptor in layout.Descriptors)
        {
            Span<byte> line = image.AsSpan(offset, CounterFormat.DescriptorBytes);
            WriteInt(line, CounterFormat.KindOffset, (int)descriptor.Kind);
            WriteInt(line, CounterFormat.UnitOffset, (int)descriptor.Unit);
            WriteLong(line, CounterFormat.ValueOffset, descriptor.OffsetBytes);
            WriteLong(line, CounterFormat.ValueBytesOffset, descriptor.SizeBytes);
            Encoding.ASCII.GetBytes(descriptor.Name, line[CounterFormat.NameOffset..]);
            Encoding.ASCII.GetBytes(descriptor.Label, line[CounterFormat.LabelOffset..]);
            offset += CounterFormat.DescriptorBytes;
        }

        ReadOnlySpan<byte> table = image.AsSpan(CounterFormat.HeaderBytes, offset - CounterFormat.HeaderBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(image, CounterFormat.Magic);
        WriteInt(image, CounterFormat.VersionOffset, CounterFormat.Version);
        WriteInt(image, CounterFormat.HeaderBytesOffset, CounterFormat.HeaderBytes);
        WriteLong(image, CounterFormat.FileBytesOffset, image.Length);
        WriteInt(image, CounterFormat.DescriptorCountOffset, layout.Count);
        WriteInt(image, CounterFormat.DescriptorBytesOffset, CounterFormat.DescriptorBytes);
        WriteLong(image, CounterFormat.TableChecksumOffset, Crc32C.Of(table));
        WriteLong(image, CounterFormat.ProcessIdOffset, Environment.ProcessId);
        WriteLong(image, CounterFormat.ProcessStartOffset, ProcessIdentity.StartTicks(Environment.ProcessId));
        WriteLong(image, CounterFormat.StartUtcNsOffset, clock.UtcNs);
        WriteLong(image, CounterFormat.StartMonotonicNsOffset, clock.MonotonicNs);
        WriteLong(image, CounterFormat.StateOffset, (long)ServiceState.Warming);
        WriteLong(image, CounterFormat.HeartbeatUtcNsOffset, clock.UtcNs);
        WriteLong(image, CounterFormat.HeartbeatMonotonicNsOffset, clock.MonotonicNs);
        Encoding.UTF8.GetEncoder().Convert(
            title, image.AsSpan(CounterFormat.TitleOffset, CounterFormat.TitleBytes), true, out _, out _, out _);
        return image;
    }

    /// <summary>Removes what a dead process left; true when there was something.</summary>
    private static bool TakeOver(string path)
    {
        using FileStream stale = Lock(path);
        byte[] bytes = new byte[Math.Min(stale.Length, Limits.CounterFileBytesMax)];
        stale.ReadExactly(bytes);
        CounterRead read = CounterReader.Read(bytes, out CounterReading? reading);
        if (read is CounterRead.NotCounters or CounterRead.OtherVersion)
        {
            throw new CounterFileException($"{path}: exists and is no counters file of this version; it is left alone");
        }

        // Where files cannot be locked the id must tell.
        if (reading is { State: not ServiceState.Stopped, IsAlive: true })
        {
            throw InUse(path);
        }

        File.Delete(path);
        return true;
    }

    private static FileStream Lock(string path)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 0);
            }
            catch (IOException e) when (e is not FileNotFoundException)
            {
                if (tries == LockTries)
                {
                    throw InUse(path);
                }

                Thread.Sleep(LockRetryMs);
            }
        }
    }

    private static CounterFileException InUse(string path)
    {
        string owner = "";
        if (CounterReader.TryReadFile(path, out CounterReading? reading, out _))
        {
            owner = $" (process {reading.ProcessId})";
        }

        return new CounterFileException($"{path}: belongs to an appliance that is running{owner}; name another file");
    }

    private static void WriteInt(Span<byte> bytes, int offset, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(bytes[offset..], value);

    private static void WriteLong(Span<byte> bytes, int offset, long value) =>
        BinaryPrimitives.WriteInt64LittleEndian(bytes[offset..], value);
}
