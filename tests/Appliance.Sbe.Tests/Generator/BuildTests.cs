using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Generator;

/// <summary>
/// A real build of a project that adds one schema: it gets codecs that work, or an error that says where.
/// </summary>
public sealed class BuildTests : IClassFixture<ScratchProject>
{
    private const string Common =
        """
        <types>
          <composite name="messageHeader">
            <type name="blockLength" primitiveType="uint16"/>
            <type name="templateId" primitiveType="uint16"/>
            <type name="schemaId" primitiveType="uint16"/>
            <type name="version" primitiveType="uint16"/>
          </composite>
          <composite name="groupSizeEncoding">
            <type name="blockLength" primitiveType="uint16"/>
            <type name="numInGroup" primitiveType="uint8"/>
          </composite>
          <composite name="Price">
            <type name="mantissa" primitiveType="int64"/>
            <type name="exponent" primitiveType="int8" presence="constant">-9</type>
          </composite>
        </types>
        """;

    private const string Venue =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <sbe:messageSchema xmlns:sbe="http://fixprotocol.io/2016/sbe" xmlns:xi="http://www.w3.org/2001/XInclude"
                           package="venue" id="9" version="1" byteOrder="littleEndian">
          <xi:include href="common-types.xml"/>
          <types>
            <enum name="Side" encodingType="char">
              <validValue name="Buy">1</validValue>
              <validValue name="Sell">2</validValue>
            </enum>
          </types>
          <sbe:message name="Quote" id="21">
            <field name="SecurityID" id="48" type="uint32"/>
            <field name="Side" id="54" type="Side"/>
            <field name="Price" id="44" type="Price"/>
            <group name="NoLevels" id="9000">
              <field name="Qty" id="38" type="uint64"/>
            </group>
          </sbe:message>
        </sbe:messageSchema>
        """;

    private const string Program =
        """
        using System;
        using Venue.MarketData;

        byte[] frame = new byte[QuoteEncoder.FrameLength(2)];
        QuoteEncoder.TryWrap(frame, 2, out QuoteEncoder quote, out QuoteEncoder.NoLevelsWriter levels);
        quote.SecurityID = 7;
        quote.Side = Side.Sell;
        quote.PriceMantissa = -1_500_000_000;
        QuoteEncoder.NoLevelsEntryEncoder first = levels[0], second = levels[1];
        first.Qty = 10;
        second.Qty = ulong.MaxValue - 1;
        Console.WriteLine(Convert.ToHexString(frame));
        MessageHeader.TryRead(frame, out MessageHeader header);
        Console.WriteLine(QuoteDecoder.TryWrap(frame.AsSpan(MessageHeader.Size), header, out QuoteDecoder read));
        Console.WriteLine($"{header.TemplateId} {read.SecurityID} {read.Side}");
        Console.WriteLine($"{read.PriceMantissa}e{QuoteDecoder.PriceExponent}");
        read.TryGetNoLevels(out QuoteDecoder.NoLevelsGroup group, out ReadOnlySpan<byte> rest);
        foreach (QuoteDecoder.NoLevelsEntry level in group)
        {
            Console.WriteLine(level.Qty);
        }

        Console.WriteLine(QuoteDecoder.TryWrap(frame.AsSpan(MessageHeader.Size, 5), header, out _));
        """;

    private readonly ScratchProject project;
    private readonly ITestOutputHelper output;

    public BuildTests(ScratchProject project, ITestOutputHelper output)
    {
        this.project = project;
        this.output = output;
        project.Write("common-types.xml", Common);
        project.Write("Program.cs", Program);
    }

    [Fact]
    public void AProjectWithASchemaBuildsWithoutAWarningAndItsCodecsWork()
    {
        project.Write("venue.xml", Venue);
        (int built, string log) = project.Build();
        output.WriteLine(log);
        Assert.Equal(0, built);
        Assert.Contains("0 Warning(s)", log);
        (int ran, string said) = project.RunProgram();
        Assert.Equal(0, ran);
        Assert.Equal(
            [
                "0D001500090001000700000032" + "00D197A6FFFFFFFF" + "080002" + "0A00000000000000" + "FEFFFFFFFFFFFFFF",
                "Ok",
                "21 7 Sell",
                "-1500000000e-9",
                "10",
                "18446744073709551614",
                "TruncatedBlock",
            ],
            said.TrimEnd().Split('\n'));
    }

    [Fact]
    public void AFaultOfTheSchemaIsAnErrorOfTheBuildAtItsLineAndColumn()
    {
        project.Write("venue.xml", Venue.Replace("""id="54" type="Side"/>""", """id="54" type="Sied"/>"""));
        project.Write("common-types.xml", Common.Replace("""primitiveType="uint8"/>""", """primitiveType="uint9"/>"""));
        (int built, string log) = project.Build();
        output.WriteLine(log);
        Assert.NotEqual(0, built);
        Assert.Contains("venue.xml(13,32): error SBE014: the type Sied is not declared", log);
        Assert.Contains("common-types.xml(10,29): error SBE013: uint9 is none of the eleven primitive types", log);
    }
}
