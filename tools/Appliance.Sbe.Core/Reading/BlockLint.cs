using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>Warnings about messages that can be read but that break older readers, packets or habits.</summary>
internal sealed class BlockLint
{
    private readonly SbeSchema schema;
    private readonly Findings findings;

    public BlockLint(SbeSchema schema, Findings findings)
    {
        this.schema = schema;
        this.findings = findings;
    }

    public void Check(SbeMessage message)
    {
        CheckVersion(message.SinceVersion, message.Name, message.Position);
        CheckBlock(message, message.SinceVersion);
        long bytes = schema.Header.Composite.EncodedLength + FixedBytes(message);
        if (bytes > SbeLimits.PacketBytesMax)
        {
            string size = message.Name + " has " + bytes + " bytes before its entries and data, a packet holds "
                + SbeLimits.PacketBytesMax;
            findings.Add(SbeRules.LargerThanMtu, message.Position, size);
        }
    }

    // What is on the wire when every group is empty and every data too.
    private static long FixedBytes(SbeBlock block) =>
        block.BlockLength
        + block.Groups.Sum(g => (long)g.Dimension.Composite.EncodedLength)
        + block.Data.Sum(d => (long)d.Content.Offset);

    // since: the version in which the block began; what is in it cannot be older.
    private void CheckBlock(SbeBlock block, int since)
    {
        CheckIds(block);
        CheckAppended(block, since);
        CheckTail(block, since);
        foreach (SbeField field in block.Fields)
        {
            CheckVersion(field.SinceVersion, field.Name, field.Position);
        }

        foreach (SbeGroup group in block.Groups)
        {
            CheckVersion(group.SinceVersion, group.Name, group.Position);
            CheckBlock(group, Math.Max(since, group.SinceVersion));
        }

        foreach (SbeData data in block.Data)
        {
            CheckVersion(data.SinceVersion, data.Name, data.Position);
        }
    }

    private void CheckVersion(int since, string name, SourcePosition position)
    {
        if (since > schema.Version)
        {
            string future = name + " exists since version " + since + ", the schema is of version " + schema.Version;
            findings.Add(SbeRules.FutureVersion, position, future);
        }
    }

    private void CheckIds(SbeBlock block)
    {
        var seen = new Dictionary<int, string>();
        IEnumerable<(int Id, string Name, SourcePosition Position)> parts = block.Fields
            .Select(f => (f.Id, f.Name, f.Position))
            .Concat(block.Groups.Select(g => (g.Id, g.Name, g.Position)))
            .Concat(block.Data.Select(d => (d.Id, d.Name, d.Position)));
        foreach ((int id, string name, SourcePosition position) in parts)
        {
            if (id != 0 && seen.TryGetValue(id, out string? twin))
            {
                findings.Add(SbeRules.DuplicateFieldId, position, name + " and " + twin + " have the id " + id);
            }

            seen[id] = name;
        }
    }

    // A field put into old padding is read right, because presence goes by version; but nobody expects it.
    private void CheckAppended(SbeBlock block, int began)
    {
        int behind = 0;
        SbeField? last = null;
        foreach (SbeField field in block.Fields.Where(f => f.EncodedLength > 0).OrderByDescending(f => f.Offset))
        {
            int since = Math.Max(field.SinceVersion, began);
            if (last is not null && since > behind)
            {
                string before = field.Name + " of version " + since + " lies before "
                    + last.Name + " of version " + behind;
                findings.Add(SbeRules.AppendedNotLast, field.Position, before);
            }

            if (last is null || since < behind)
            {
                behind = since;
                last = field;
            }
        }
    }

    // Groups and data have no offsets: one that comes new before an old one shifts it under every older reader.
    private void CheckTail(SbeBlock block, int began)
    {
        IEnumerable<(int Since, string Name, SourcePosition Position)> tail = block.Groups
            .Select(g => (g.SinceVersion, g.Name, g.Position))
            .Concat(block.Data.Select(d => (d.SinceVersion, d.Name, d.Position)));
        int oldest = int.MaxValue;
        string oldestName = string.Empty;
        foreach ((int since, string name, SourcePosition position) in tail.Reverse())
        {
            int version = Math.Max(since, began);
            if (version > oldest)
            {
                string before = name + " of version " + version + " stands before "
                    + oldestName + " of version " + oldest;
                findings.Add(SbeRules.NewBeforeOld, position, before);
            }

            if (version < oldest)
            {
                oldest = version;
                oldestName = name;
            }
        }
    }
}
