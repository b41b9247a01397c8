namespace Appliance.Telemetry;

/// <summary>
/// The bytes of a counters file, little-endian; host/COUNTERS.md is the page for readers in other languages. A header
/// of four cache lines, the layout table, then values: each thread's own begin on a line of their own.
/// </summary>
internal static class CounterFormat
{
    /// <summary>Changes with anything that an old reader would read wrongly.</summary>
    public const int Version = 1;

    /// <summary>"MRGNCNTR" in the order of the bytes.</summary>
    public const ulong Magic = 0x52544E434E47524D;

    /// <summary>"COMPLETE": written last, so a file without it is being made.</summary>
    public const ulong Complete = 0x4554454C504D4F43;

    public const int MagicOffset = 0;
    public const int VersionOffset = 8;
    public const int HeaderBytesOffset = 12;
    public const int FileBytesOffset = 16;
    public const int DescriptorCountOffset = 24;
    public const int DescriptorBytesOffset = 28;
    public const int TableChecksumOffset = 32;
    public const int CompleteOffset = 40;

    public const int ProcessIdOffset = 64;

    /// <summary>When the system says the process started, in its own ticks: two may have had one id.</summary>
    public const int ProcessStartOffset = 72;
    public const int StartUtcNsOffset = 80;
    public const int StartMonotonicNsOffset = 88;

    public const int StateOffset = 128;
    public const int HeartbeatUtcNsOffset = 136;
    public const int HeartbeatMonotonicNsOffset = 144;

    /// <summary>What runs, for people: UTF-8, zeros behind it.</summary>
    public const int TitleOffset = 192;
    public const int TitleBytes = 64;

    public const int HeaderBytes = 256;

    public const int KindOffset = 0;
    public const int UnitOffset = 4;
    public const int ValueOffset = 8;
    public const int ValueBytesOffset = 16;

    /// <summary>Eight spare bytes lie before it.</summary>
    public const int NameOffset = 32;
    public const int LabelOffset = 96;

    /// <summary>Of a name and of a label: lower-case ASCII, zeros behind it.</summary>
    public const int WordBytes = 64;
    public const int DescriptorBytes = 160;

    /// <summary>What one thread writes shares no cache line, nor the pair fetched with it, with another's.</summary>
    public const int WriterAlignmentBytes = 128;
}
