using System;
using System.Linq;
using Appliance.Core;
using Appliance.Wire.Tests.Cases;

namespace Appliance.Wire.Tests;

/// <summary>Frames as the world may send them: cut, longer, of other schemas, flipped, or no frames at all.</summary>
public sealed class HostileFrameTests
{
    private const int Rounds = 20_000;

    public static TheoryData<string> Messages => MessageCase.Names();

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_strict_prefix_is_refused(string name)
    {
        MessageCase message = MessageCase.Named(name);
        byte[] frame = message.Frame(new ulong[message.Schema.Fields.Count]);
        Assert.Null(PrefixChecker.FirstFault(frame, message.Read));
        Assert.Null(PrefixChecker.FirstFault(frame, static (f, _) => FrameValidator.Validate(f, out MessageHeader _)));
    }

    [Fact]
    public void Readers_that_are_wrong_on_purpose_are_caught()
    {
        byte[] frame = MessageCase.Named("Heartbeat").Frame([1, 2, 3]);
        FrameReader missesTheBlockCheck = static (f, _) => MessageHeader.TryRead(f, out MessageHeader _);
        FrameReader isOffByOne = static (f, _) =>
            MessageHeader.TryRead(f, out MessageHeader h) is var status && status != SbeStatus.Ok ? status
            : f.Length - MessageHeader.Size + 1 < h.BlockLength ? SbeStatus.TruncatedBlock
            : SbeStatus.Ok;
        FrameReader missesTheHeaderCheck = static (f, v) =>
        {
            v[0] = BitConverter.ToUInt64(f);
            return SbeStatus.TruncatedBlock;
        };

        Assert.Equal("prefix of 8 bytes was Ok", PrefixChecker.FirstFault(frame, missesTheBlockCheck));
        Assert.Equal("prefix of 31 bytes was Ok", PrefixChecker.FirstFault(frame, isOffByOne));
        Assert.StartsWith("prefix of 0 bytes threw", PrefixChecker.FirstFault(frame, missesTheHeaderCheck));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_short_buffer_is_not_written_to(string name)
    {
        MessageCase message = MessageCase.Named(name);
        for (int length = 0; length < message.FrameBytes; length++)
        {
            byte[] buffer = new byte[length];
            Array.Fill(buffer, (byte)0xA5);
            Assert.NotEqual(SbeStatus.Ok, message.Write(buffer, []));
            Assert.All(buffer, b => Assert.Equal(0xA5, b));
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_newer_sender_may_append_to_block_and_frame(string name)
    {
        MessageCase message = MessageCase.Named(name);
        ulong[] values = [.. message.Schema.Fields.Select((_, i) => (ulong)i + 1)];
        byte[] frame = message.Frame(values);
        int blockEnd = MessageHeader.Size + message.Schema.BlockLength;
        foreach (int added in (int[])[1, 8, 40])
        {
            byte[] appended = [.. Enumerable.Repeat((byte)0x5A, added)];
            byte[] longer = [.. frame[..blockEnd], .. appended, .. frame[blockEnd..], 1, 2, 3];
            new MessageHeader(
                (ushort)(message.Schema.BlockLength + added),
                (ushort)message.Schema.TemplateId,
                (ushort)message.Schema.SchemaId,
                9).Write(longer);
            AssertReadsAlike(message, frame, longer);
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Wrong_ids_and_short_blocks_have_their_own_status(string name)
    {
        MessageCase message = MessageCase.Named(name);
        byte[] frame = message.Frame([]);
        ulong[] values = new ulong[MessageCase.FieldsMax];
        MessageHeader.TryRead(frame, out MessageHeader h);
        int end = message.Schema.Fields.Where(f => !f.Name.Contains('[', StringComparison.Ordinal))
            .Max(f => f.FrameOffset + f.Size) - MessageHeader.Size;
        new MessageHeader((ushort)(end - 1), h.TemplateId, h.SchemaId, h.Version).Write(frame);
        Assert.Equal(SbeStatus.BlockTooShort, message.Read(frame, values));
        new MessageHeader(h.BlockLength, (ushort)(h.TemplateId + 100), h.SchemaId, h.Version).Write(frame);
        Assert.Equal(SbeStatus.UnknownTemplate, message.Read(frame, values));
        Assert.Equal(SbeStatus.UnknownTemplate, FrameValidator.Validate(frame, out _));
        new MessageHeader(h.BlockLength, h.TemplateId, (ushort)(h.SchemaId + 100), h.Version).Write(frame);
        Assert.Equal(SbeStatus.UnknownSchema, message.Read(frame, values));
        Assert.Equal(SbeStatus.UnknownSchema, FrameValidator.Validate(frame, out _));
        new MessageHeader(ushort.MaxValue, h.TemplateId, h.SchemaId, h.Version).Write(frame);
        Assert.Equal(SbeStatus.TruncatedBlock, message.Read(frame, values));
    }

    [Fact]
    public void Garbage_and_flipped_bits_never_throw_and_never_pass_the_validator_to_fail_later()
    {
        Prng random = TestSeed.Generator("garbage");
        ulong[] values = new ulong[MessageCase.FieldsMax];
        for (int round = 0; round < Rounds; round++)
        {
            MessageCase message = MessageCase.All[(int)random.Next(MessageCase.All.Count)];
            byte[] frame = random.Chance(500_000) ? Garbage(random) : Flipped(random, message);
            string failure = TestSeed.Repeat($"FAIL round={round} frame={Convert.ToHexString(frame)}");
            SbeStatus validated = SbeStatus.Ok, read = SbeStatus.Ok;
            MessageHeader h = default;
            Exception? thrown = Record.Exception(() =>
            {
                validated = FrameValidator.Validate(frame, out h);
                foreach (MessageCase reader in MessageCase.All)
                {
                    SbeStatus status = reader.Read(frame, values);
                    bool isMeant = reader.Schema.TemplateId == h.TemplateId && reader.Schema.SchemaId == h.SchemaId;
                    read = isMeant ? status : read;
                }
            });
            Assert.True(thrown is null, failure);
            Assert.True(validated != SbeStatus.Ok || read == SbeStatus.Ok, failure);
        }
    }

    private static void AssertReadsAlike(MessageCase message, byte[] frame, byte[] longer)
    {
        ulong[] values = new ulong[MessageCase.FieldsMax], again = new ulong[MessageCase.FieldsMax];
        Assert.Equal(SbeStatus.Ok, message.Read(frame, values));
        Assert.Equal(SbeStatus.Ok, message.Read(longer, again));
        Assert.Equal(values, again);
    }

    private static byte[] Garbage(Prng random)
    {
        byte[] frame = new byte[(int)random.Next(256)];
        for (int i = 0; i < frame.Length; i++)
        {
            frame[i] = (byte)random.Next(256);
        }

        return frame;
    }

    private static byte[] Flipped(Prng random, MessageCase message)
    {
        byte[] frame = message.Frame([]);
        for (long flips = random.Between(1, 4); flips > 0; flips--)
        {
            // Half of the flips go where they hurt: into the header and a group's dimension.
            int range = random.Chance(500_000) ? Math.Min(frame.Length, 32) : frame.Length;
            frame[random.Next(range)] ^= (byte)(1 << (int)random.Next(8));
        }

        return frame;
    }
}
