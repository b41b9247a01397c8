using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>One message with every C# name decided, before a line is written.</summary>
internal sealed class MessagePlan
{
    // Names that emitted members use themselves: a schema's name gives way to them.
    private static readonly string[] Reserved =
    {
        "TryWrap", "Validate", "Walk", "Fill", "TryTake", "TryNext", "TryEnd", "Enumerator", "BlockLength",
        "TemplateId", "SchemaId", "SchemaVersion", "FrameLength", "FrameLengthMin", "MinBlockLength", "EncodedLength",
        "IsNull", "wireBlock", "wireTail", "wireVersion",
        "WireImage", "MessageHeader", "SbeStatus", "SbeBytes", "SbeLittleEndian",
        "SbeBigEndian", "Unsafe", "MemoryMarshal", "BitConverter", "MethodImpl", "MethodImplOptions", "Equals",
        "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize",
    };

    internal MessagePlan(SbeMessage message, SbeSchema schema, string decoderName, string encoderName)
    {
        Message = message;
        Schema = schema;
        Root = new BlockPlan(message, null) { DecoderName = decoderName, EncoderName = encoderName };
        IsVersioned = Root.IsVersioned();
        NameTypes();
        NameMembers();
    }

    internal SbeMessage Message { get; }

    internal SbeSchema Schema { get; }

    internal BlockPlan Root { get; }

    /// <summary>The decoders carry the acting version: something was added after version 0.</summary>
    internal bool IsVersioned { get; }

    internal bool HasParts => Root.Parts.Count > 0;

    /// <summary>One group of fixed entries and nothing else: the frame's length follows from the count alone.</summary>
    internal bool IsSingleFlatGroup => Root.Parts.Count == 1 && Root.Parts[0].Entry is { IsFlat: true };

    /// <summary>The emitted class that reads and writes numbers in the order of the schema.</summary>
    internal string Bytes => BytesOf(Schema.ByteOrder);

    internal static IReadOnlyList<string> ReservedNames => Reserved;

    internal static string BytesOf(SbeByteOrder order) =>
        order == SbeByteOrder.LittleEndian ? "SbeLittleEndian" : "SbeBigEndian";

    private IEnumerable<string> OwnNames => Reserved.Concat(new[] { Root.DecoderName, Root.EncoderName });

    // Nested types give way to the fields of all blocks, so that no member hides a type that is called by its name.
    private void NameTypes()
    {
        var scope = new NameScope(OwnNames);
        foreach (BlockPlan block in Root.SelfAndInner())
        {
            var members = new NameScope(System.Array.Empty<string>());
            ValueNames.Allocate(block.Values, members);
            foreach (ValueSlot value in block.Values)
            {
                scope.Reserve(value.Names.Property);
            }
        }

        foreach (PartPlan part in Root.SelfAndInner().SelectMany(b => b.Parts))
        {
            string name = CSharpNames.Pascal(part.Name);
            string path = part.Owner.Part == null ? name : CSharpNames.Pascal(part.Owner.Part.Name) + name;
            if (!part.IsLast)
            {
                part.AfterName = scope.AllocateFirst("After" + name, "After" + path);
            }

            if (part.Entry == null)
            {
                continue;
            }

            part.GroupName = scope.AllocateFirst(name + "Group", path + "Group");
            part.WriterName = scope.AllocateFirst(name + "Writer", path + "Writer");
            part.Entry.DecoderName = scope.AllocateFirst(name + "Entry", path + "Entry");
            part.Entry.EncoderName = scope.AllocateFirst(name + "EntryEncoder", path + "EntryEncoder");
        }
    }

    private void NameMembers()
    {
        List<string> types = Root.SelfAndInner().SelectMany(b => b.Parts)
            .SelectMany(p => new[] { p.AfterName, p.GroupName, p.WriterName })
            .Concat(Root.SelfAndInner().SelectMany(b => new[] { b.DecoderName, b.EncoderName })).ToList();
        foreach (BlockPlan block in Root.SelfAndInner())
        {
            var scope = new NameScope(Reserved.Concat(types));
            ValueNames.Allocate(block.Values, scope);
            foreach (PartPlan part in block.Parts)
            {
                string name = CSharpNames.Pascal(part.Name);
                part.TryGet = scope.Allocate("TryGet" + name);
                part.TryPut = scope.Allocate("TryPut" + name);
                part.Put = scope.Allocate("Put" + name);
            }
        }
    }
}
