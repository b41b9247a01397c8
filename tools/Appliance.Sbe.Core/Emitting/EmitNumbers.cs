using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>Lengths and counts of the wire as the int that spans count with.</summary>
internal static class EmitNumbers
{
    internal static SbePrimitive Primitive(SbeMember member) => ((SbeEncodedType)member.Type).Primitive;

    /// <summary>
    /// A header's or dimension's number as an int; one of 32 bits that is too great becomes the greatest int.
    /// </summary>
    internal static string Int(string expression, SbeMember member) =>
        SbePrimitives.Size(Primitive(member)) < 4 ? expression : "SbeBytes.ToInt(" + expression + ")";

    /// <summary>An unsigned integer of at most 32 bits.</summary>
    internal static bool IsSupported(SbeMember member) =>
        member.Type is SbeEncodedType
        {
            Primitive: SbePrimitive.UInt8 or SbePrimitive.UInt16 or SbePrimitive.UInt32, IsArray: false, Length: 1,
        };

    /// <summary>
    /// The count a group may announce, or null where the schema says nothing: the standard's own maximum leaves out
    /// the null value only, and a count that great is refused for its bytes.
    /// </summary>
    internal static ulong? CountLimit(SbeDimension dimension)
    {
        SbePrimitive primitive = Primitive(dimension.NumInGroup);
        return dimension.CountMax < SbePrimitives.DefaultMax(primitive).Bits ? dimension.CountMax : null;
    }

    internal static string Read(MessagePlan plan, EmitContext context, SbeMember member, string block) =>
        plan.Bytes + "." + CSharpTypes.Reader(Primitive(member)) + "(" + context.Flavor.Pass(block) + ", "
        + CSharpTypes.Text(member.Offset) + ")";
}
