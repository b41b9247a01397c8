using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Appliance.Capture.Tests;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a\n", "a")]
    [InlineData("a\n\nbc", "a||bc")]
    [InlineData("\n", "")]
    public void Text_is_split_at_newlines(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', ReadAll(Encoding.ASCII.GetBytes(text), out _)));

    [Fact]
    public void A_line_over_the_limit_is_skipped_whole_and_the_next_one_read()
    {
        byte[] longLine = new byte[(3 * LineReader.LineBytesMax) + 17];
        longLine.AsSpan().Fill((byte)'x');
        byte[] text = [(byte)'a', (byte)'\n', .. longLine, (byte)'\n', (byte)'b', (byte)'\n', .. longLine];
        Assert.Equal(["a", "b"], ReadAll(text, out int tooLong));
        Assert.Equal(2, tooLong);
    }

    private static List<string> ReadAll(byte[] text, out int tooLong)
    {
        var lines = new LineReader(new MemoryStream(text));
        var read = new List<string>();
        tooLong = 0;
        LineStatus status;
        while ((status = lines.Next(out ReadOnlySpan<byte> line)) != LineStatus.End)
        {
            Assert.NotEqual(LineStatus.Failed, status);
            if (status == LineStatus.Line)
                read.Add(Encoding.ASCII.GetString(line));
            else
                tooLong++;
        }

        return read;
    }
}
