using System.Linq;
using Appliance.Sbe.Reading;

namespace Appliance.Sbe.Tests.Reading;

/// <summary>
/// One schema with a dozen faults: each is reported, at the line and column where an editor shows it.
/// </summary>
public sealed class TenFaultsTests
{
    // Line 1 is the root. Columns of attributes are those of their names, columns of elements those of the bracket.
    private const string Schema =
        """
        <sbe:messageSchema xmlns:sbe="http://fixprotocol.io/2016/sbe" id="7" version="1" byteOrder="upsideDown">
          <types>
            <composite name="messageHeader">
              <type name="blockLength" primitiveType="uint16"/><type name="templateId" primitiveType="uint16"/>
              <type name="schemaId" primitiveType="uint16"/><type name="version" primitiveType="uint16"/>
            </composite>
            <type name="Price" primitiveType="int63"/>
            <type name="Qty" primitiveType="uint32" nullValue="4294967296"/>
            <enum name="Side" encodingType="char">
              <validValue name="Buy">1</validValue>
              <validValue name="Sell">sell</validValue>
            </enum>
            <set name="Flags" encodingType="uint8"><choice name="Odd">8</choice></set>
            <composite name="Loop"><ref name="self" type="Loop"/></composite>
          </types>
          <sbe:message name="Order" id="1" blockLength="9">
            <field name="Id" id="1" type="uint64" offset="0"/>
            <field name="Count" id="2" type="uint32" offset="6"/>
            <field name="Venue" id="3" type="VenueCode"/>
            <field name="Kind" id="4" type="uint8" presence="constant"/>
            <data name="Text" id="5" type="uint8"/>
          </sbe:message>
          <sbe:message name="Cancel" id="1"/>
        </sbe:messageSchema>
        """;

    [Fact]
    public void EachOfTwelveFaultsIsReportedAtItsLineAndColumn()
    {
        SbeReadResult result = SchemaSource.Read(Schema);
        Assert.Null(result.Schema);
        Assert.Equal(
            [
                "SBE011 1,82",
                "SBE013 7,24",
                "SBE012 8,45",
                "SBE029 11,7",
                "SBE030 13,44",
                "SBE015 14,45",
                "SBE022 16,36",
                "SBE021 18,46",
                "SBE014 19,32",
                "SBE019 20,5",
                "SBE017 21,30",
                "SBE024 23,30",
            ],
            result.Findings.Select(PlantedFault.Show));
    }
}
