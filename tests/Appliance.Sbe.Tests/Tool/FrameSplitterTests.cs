using System;
using System.Linq;
using Appliance.Core;
using Appliance.Sbe.Tests.Interpreting;
using Appliance.Sbe.Tool.Framing;

namespace Appliance.Sbe.Tests.Tool;

/// <summary>Messages told apart in runs of bytes.</summary>
public sealed class FrameSplitterTests
{
    [Theory]
    [InlineData("u16le", false, "0300aabbcc0100dd", "aabbcc dd")]
    [InlineData("u16be", false, "0003aabbcc0001dd", "aabbcc dd")]
    [InlineData("u32le", false, "03000000aabbcc01000000dd", "aabbcc dd")]
    [InlineData("u32be", true, "00000007aabbcc00000005dd", "aabbcc dd")]
    [InlineData("u16le", true, "0500aabbcc0300dd", "aabbcc dd")]
    [InlineData("sofh", false, "00000009eb50aabbcc00000007eb50dd", "aabbcc dd")]
    [InlineData("mdp3", false, "0100000002000000000000000500aabbcc0300dd", "aabbcc dd")]
    [InlineData("none", false, "aabbccdd", "aabbccdd")]
    public void Messages_are_told_apart(string word, bool isInclusive, string hex, string expected)
    {
        byte[] bytes = Convert.FromHexString("ff" + hex + "ff");
        FrameSplit split = Splitter(word, isInclusive).Split(bytes, 1, bytes.Length - 2);
        Assert.Equal(string.Empty, split.Fault);
        Assert.Equal(
            expected.Split(' '),
            split.Frames.Select(f => Convert.ToHexStringLower(bytes, f.Offset, f.Length)));
    }

    [Theory]
    [InlineData("u16le", "0300aabbcc02", "1 bytes of 2")]
    [InlineData("u16le", "0300aabb", "3 bytes announced, 2 there")]
    [InlineData("u32le", "ffffffff00", "4294967295 bytes announced, 1 there")]
    [InlineData("sofh", "00000005eb5000", "less than the framing itself")]
    [InlineData("sofh", "00000008ffffaabb", "encoding type 0xffff is not SBE")]
    [InlineData("mdp3", "0100000002", "packet header: 5 bytes of 12")]
    [InlineData("mdp3", "0100000002000000000000000000", "less than the framing itself")]
    public void Lengths_that_make_no_sense_end_it(string word, string hex, string fault)
    {
        byte[] bytes = Convert.FromHexString(hex);
        FrameSplit split = Splitter(word, isInclusive: false).Split(bytes, 0, bytes.Length);
        Assert.Contains(fault, split.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Slices_stay_inside_whatever_the_bytes_are()
    {
        Prng random = InterpreterSeed.Generator(5);
        for (int round = 0; round < 5000; round++)
        {
            string word = FrameSplitter.Words.ElementAt(round % FrameSplitter.Words.Count);
            byte[] bytes = new byte[random.Next(60)];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = random.Next(2) == 0 ? (byte)random.Next(8) : (byte)random.Next(256);
            }

            FrameSplit split = Splitter(word, round % 2 == 0).Split(bytes, 0, bytes.Length);
            int end = 0;
            foreach (FrameSlice frame in split.Frames)
            {
                bool isInside = frame.Offset >= end && frame.Length >= 0 && frame.Offset + frame.Length <= bytes.Length;
                Assert.True(isInside, InterpreterSeed.Repeat($"{word} {Convert.ToHexString(bytes)}"));
                end = frame.Offset + frame.Length;
            }
        }
    }

    private static FrameSplitter Splitter(string word, bool isInclusive)
    {
        Assert.True(FrameSplitter.TryParse(word, out FramingKind kind));
        return new FrameSplitter(kind, isInclusive);
    }
}
