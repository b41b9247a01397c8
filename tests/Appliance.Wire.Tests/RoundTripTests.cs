using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Wire.Tests.Cases;
using FsCheck;
using FsCheck.Fluent;

namespace Appliance.Wire.Tests;

/// <summary>What is written is what is read, whatever the numbers are and whatever lay in the buffer before.</summary>
public sealed class RoundTripTests
{
    private const int Rounds = 500;

    public static TheoryData<string> Messages => MessageCase.Names();

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_field_survives_with_extreme_values(string name)
    {
        MessageCase message = MessageCase.Named(name);
        Prng random = TestSeed.Generator(name);
        for (int round = 0; round < Rounds; round++)
        {
            ulong[] values = [.. message.Schema.Fields.Select(_ => TestSeed.NextValue(random))];
            Assert.True(Survives(message, values), TestSeed.Repeat($"FAIL {name} round={round}"));
        }
    }

    [Fact]
    public void Every_message_survives_with_values_that_shrink()
    {
        Arbitrary<(int Index, ulong Value)> anyCase = ArbMap.Default.ArbFor<(int, ulong)>();
        Prop.ForAll(anyCase, drawn =>
        {
            MessageCase message = MessageCase.All[(int)(unchecked((uint)drawn.Index) % (uint)MessageCase.All.Count)];
            ulong[] values = new ulong[message.Schema.Fields.Count];
            Array.Fill(values, drawn.Value);
            return Survives(message, values);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_bare_frame_is_zeros_and_nulls_over_a_dirty_buffer(string name)
    {
        MessageCase message = MessageCase.Named(name);
        byte[] frame = new byte[message.FrameBytes + 16];
        Array.Fill(frame, (byte)0xA5);
        Assert.Equal(SbeStatus.Ok, message.Write(frame, []));
        Assert.All(frame[message.FrameBytes..], b => Assert.Equal(0xA5, b));
        ulong[] values = new ulong[message.Schema.Fields.Count];
        Assert.Equal(SbeStatus.Ok, message.Read(frame, values));
        ulong nulls = 0;
        for (int i = 0; i < values.Length; i++)
        {
            SchemaField field = message.Schema.Fields[i];
            nulls |= field.IsOptional ? 1UL << i : 0;
            Assert.Equal(Bare(field), values[i]);
        }

        Assert.Equal(nulls, message.Nulls(frame));
        Assert.Equal(0UL, message.Nulls(message.Frame(new ulong[values.Length])));
        AssertPaddingIsZero(message, frame);
    }

    [Fact]
    public void Text_ends_at_its_first_nul_or_fills_its_field()
    {
        byte[] frame = new byte[InstrumentDefinitionEncoder.FrameLength];
        Assert.Equal(SbeStatus.Ok, InstrumentDefinitionEncoder.TryWrap(frame, out InstrumentDefinitionEncoder e));
        e.Currency = "ABCDEFGH"u8;
        e.SettlCurrency = "USD  "u8;
        e.Symbol = "LONGER NAME"u8;
        e.Symbol = "BTC"u8;
        Assert.Equal(SbeStatus.Ok, MessageHeader.TryRead(frame, out MessageHeader h));
        Assert.Equal(SbeStatus.Ok, InstrumentDefinitionDecoder.TryWrap(frame.AsSpan(8), h, out var d));
        Assert.True(d.Currency.SequenceEqual("ABCDEFGH"u8));
        Assert.True(d.SettlCurrency.SequenceEqual("USD  "u8));
        Assert.True(d.Symbol.SequenceEqual("BTC"u8));
        Assert.Equal(0, frame[8 + 64 + 5]);
    }

    [Fact]
    public void A_text_too_long_for_its_field_is_our_bug() => Assert.Throws<ArgumentOutOfRangeException>(() =>
    {
        byte[] frame = new byte[InstrumentDefinitionEncoder.FrameLength];
        Assert.Equal(SbeStatus.Ok, InstrumentDefinitionEncoder.TryWrap(frame, out InstrumentDefinitionEncoder e));
        e.Currency = "NINEBYTES"u8;
    });

    // The numbers as they come back: cut to the field's width, and texts as their hash.
    private static bool Survives(MessageCase message, ulong[] values)
    {
        IReadOnlyList<SchemaField> fields = message.Schema.Fields;
        ulong[] read = new ulong[fields.Count];
        return message.Read(message.Frame(values), read) == SbeStatus.Ok
            && fields.Select((f, i) => Canonical(f, values[i])).SequenceEqual(read);
    }

    private static ulong Canonical(SchemaField field, ulong value) => field.IsText
        ? TestText.Hash(TestText.Of(value, field.Size))
        : field.Size == 8 ? value : value & ((1UL << (8 * field.Size)) - 1);

    private static ulong Bare(SchemaField field) => (field.IsText, field.IsOptional, field.Encoding) switch
    {
        (true, _, _) => TestText.Hash([]),
        (_, false, _) => 0,
        (_, _, "int64") => 1UL << 63,
        (_, _, "uint64") => ulong.MaxValue,
        _ => uint.MaxValue,
    };

    private static void AssertPaddingIsZero(MessageCase message, byte[] frame)
    {
        bool[] covered = new bool[message.FrameBytes];
        foreach (SchemaField field in message.Schema.Fields)
        {
            Array.Fill(covered, true, field.FrameOffset, field.Size);
        }

        for (int i = MessageHeader.Size; i < MessageHeader.Size + message.Schema.BlockLength; i++)
        {
            Assert.True(covered[i] || frame[i] == 0, $"{message.Name}: byte {i} is padding and not zero");
        }
    }
}
