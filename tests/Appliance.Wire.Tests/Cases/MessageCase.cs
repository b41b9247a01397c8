using System;
using System.Collections.Generic;
using System.Linq;

namespace Appliance.Wire.Tests.Cases;

/// <summary>Writes a frame; no values means the bare frame as the encoder opens it.</summary>
internal delegate SbeStatus FrameWriter(Span<byte> frame, ReadOnlySpan<ulong> values);

/// <summary>Reads every field of a frame of any bytes, or says why not.</summary>
internal delegate SbeStatus FrameReader(ReadOnlySpan<byte> frame, Span<ulong> values);

/// <summary>One bit a field, in the order of the schema: set where the decoder says it is null.</summary>
internal delegate ulong NullReader(ReadOnlySpan<byte> frame);

/// <summary>
/// One message with its codec behind delegates over numbers, so that a test can walk all messages and fields. Text
/// fields go through <see cref="TestText"/>.
/// </summary>
internal sealed record MessageCase(
    string Name, string SchemaFile, int FrameBytes, FrameWriter Write, FrameReader Read, NullReader Nulls)
{
    /// <summary>Field values on the stack or in arrays never exceed this many.</summary>
    internal const int FieldsMax = 32;

    internal SchemaMessage Schema { get; } = SchemaXml.Message(SchemaFile, Name);

    /// <summary>A whole frame with these values, one a field.</summary>
    internal byte[] Frame(ReadOnlySpan<ulong> values)
    {
        byte[] frame = new byte[FrameBytes];
        Assert.Equal(SbeStatus.Ok, Write(frame, values));
        return frame;
    }

    internal static IReadOnlyList<MessageCase> All { get; } =
    [
        .. MarketDataCases.All, .. InstrumentCases.All, .. BookCases.All, .. OrderFlowCases.All, .. RiskCases.All,
        .. GroupAndFundCases.All,
    ];

    /// <summary>Names of all cases, for theories.</summary>
    internal static TheoryData<string> Names() => [.. All.Select(c => c.Name)];

    internal static MessageCase Named(string name) => All.Single(c => c.Name == name);
}
