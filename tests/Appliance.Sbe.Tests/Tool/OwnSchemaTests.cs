using System.Collections.Generic;
using System.IO;
using System.Linq;
using Appliance.Core;
using Appliance.Sbe.Layout;
using Appliance.Sbe.Model;
using Appliance.Sbe.Reading;

namespace Appliance.Sbe.Tests.Tool;

/// <summary>The appliance's own schemas: without a finding, within the limits, and documented.</summary>
public sealed class OwnSchemaTests
{
    private const string Title = "Messages of the appliance";

    private const string Refresh = "sbe layout --title \"" + Title + "\" -o host/Appliance.Wire/MESSAGES.md "
        + "host/Appliance.Wire/schemas/market-data.xml host/Appliance.Wire/schemas/order-flow.xml "
        + "host/Appliance.Wire/schemas/risk.xml host/Appliance.Wire/schemas/session.xml";

    [Fact]
    public void They_give_no_finding()
    {
        foreach (string file in OwnSchemas.Files)
        {
            SbeReadResult result = SbeSchemaReader.Read(file, File.ReadAllBytes(file), new DiskFiles());
            Assert.Empty(result.Findings);
        }
    }

    [Fact]
    public void All_schemas_of_the_folder_are_looked_at()
    {
        IEnumerable<string?> found = Directory.EnumerateFiles(OwnSchemas.Folder).Select(Path.GetFileName);
        Assert.Equal(OwnSchemas.Names.Append("common-types.xml").Order(), found.Order());
    }

    [Fact]
    public void The_page_of_messages_is_what_the_schemas_say()
    {
        string page = SbeLayout.Markdown([.. OwnSchemas.All], Title);
        string path = Path.Combine(SharedFolder.Root, "host", "Appliance.Wire", "MESSAGES.md");
        string kept = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : string.Empty;
        Assert.True(page == kept, $"host/Appliance.Wire/MESSAGES.md is not fresh; in the repository's root: {Refresh}");
    }

    [Fact]
    public void Every_message_is_described_aligned_and_fits_a_ring_slot()
    {
        HashSet<int> templates = [];
        HashSet<string> names = [];
        foreach (SbeSchema schema in OwnSchemas.All)
        {
            Assert.Equal(0, schema.Version);
            int headerBytes = schema.Header.Composite.EncodedLength;
            foreach (SbeMessage message in schema.Messages)
            {
                Assert.True(templates.Add(message.Id), $"template {message.Id} is used twice");
                Assert.True(names.Add(message.Name), $"{message.Name} is used twice");
                Assert.True(message.Description.EndsWith('.'), $"{message.Name} has no description");
                Assert.InRange(headerBytes + message.BlockLength, headerBytes, Limits.FrameBytesMax);
                AssertAligned(message, message.Name);
            }
        }
    }

    [Fact]
    public void A_tag_has_one_name()
    {
        Dictionary<int, string> tags = [];
        IEnumerable<(int Id, string Name)> all = OwnSchemas.All.SelectMany(s => s.Messages).SelectMany(Tags);
        foreach ((int id, string name) in all)
        {
            Assert.True(tags.TryAdd(id, name) || tags[id] == name, $"{id} is {tags[id]} and {name}");
        }
    }

    private static void AssertAligned(SbeBlock block, string name)
    {
        Assert.Equal(0, block.BlockLength % 8);
        foreach (SbeField field in block.Fields)
        {
            // A text or digest begins where a word does; a number where its own size does.
            int size = field.EncodedLength is 1 or 2 or 4 ? field.EncodedLength : 8;
            Assert.True(field.Offset % size == 0, $"{name}.{field.Name} is at {field.Offset}");
        }

        foreach (SbeGroup group in block.Groups)
        {
            AssertAligned(group, $"{name}.{group.Name}");
        }
    }

    private static IEnumerable<(int Id, string Name)> Tags(SbeBlock block) =>
        block.Fields.Select(f => (f.Id, f.Name))
            .Concat(block.Groups.SelectMany(g => Tags(g).Append((g.Id, g.Name))));
}
