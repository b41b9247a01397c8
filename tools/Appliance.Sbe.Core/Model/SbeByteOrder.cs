namespace Appliance.Sbe.Model;

/// <summary>The byte order of every number of a schema; it is little-endian where the schema is silent.</summary>
public enum SbeByteOrder
{
    LittleEndian,
    BigEndian,
}
