using System;
using System.Collections.Generic;
using Appliance.Sbe.Emitting;
using Appliance.Sbe.Interpreting;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Fuzz;

/// <summary>The digest of a frame as the interpreter reads it: a second author of every value.</summary>
internal static class TreeDigest
{
    /// <summary>What <see cref="WalkSource"/> comes to in Values; of a frame read to its end.</summary>
    public static ulong Of(SbeDecoded decoded, BlockPlan root, int frameBytes)
    {
        var digest = default(Digest);
        Block(ref digest, root, decoded.Body!);
        digest.Add((ulong)(frameBytes - decoded.EncodedLength));
        return digest.Values;
    }

    private static void Block(ref Digest digest, BlockPlan block, SbeNode node)
    {
        int at = 0;
        foreach (ValueSlot slot in block.Values)
        {
            SbeNode value = node.Children[at++];
            digest.Begin(value.State != SbeNodeState.Absent);
            if (value.State != SbeNodeState.Absent)
            {
                Value(ref digest, slot, value);
            }

            digest.End();
        }

        foreach (PartPlan part in block.Parts)
        {
            SbeNode value = node.Children[at++];
            if (part.Entry is null)
            {
                digest.Add(value.Bytes);
                continue;
            }

            digest.Add((ulong)value.Children.Count);
            foreach (SbeNode entry in value.Children)
            {
                Block(ref digest, part.Entry, entry);
            }
        }
    }

    private static void Value(ref Digest digest, ValueSlot slot, SbeNode node)
    {
        switch (slot.Kind)
        {
            case ValueKind.Constant:
                break;
            case ValueKind.Decimal:
                Null(ref digest, slot, node);
                foreach (SbeNode member in node.Children)
                {
                    if (!member.IsConstant)
                    {
                        digest.Add(member.Value.Bits);
                    }
                }

                break;
            case ValueKind.Composite:
                List<ValueSlot> slots = ValueSlot.Of((SbeComposite)slot.Type);
                for (int i = 0; i < slots.Count; i++)
                {
                    Value(ref digest, slots[i], node.Children[i]);
                }

                break;
            case ValueKind.Text:
                int end = Array.IndexOf(node.Bytes, (byte)0);
                digest.Add(end < 0 ? node.Bytes : node.Bytes.AsSpan(0, end));
                break;
            case ValueKind.Bytes:
                digest.Add(node.Bytes);
                break;
            case ValueKind.Array:
                foreach (SbeNode element in node.Children)
                {
                    digest.Add(element.Value.Bits);
                }

                break;
            case ValueKind.Set:
                digest.Add(node.Value.Bits);
                break;
            default:
                Null(ref digest, slot, node);
                digest.Add(node.Value.Bits);
                break;
        }
    }

    private static void Null(ref Digest digest, ValueSlot slot, SbeNode node)
    {
        if (slot.IsOptional)
        {
            digest.Add(node.State == SbeNodeState.Null);
        }
    }
}
