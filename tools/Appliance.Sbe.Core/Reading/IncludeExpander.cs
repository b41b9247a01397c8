using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Diagnostics;

namespace Appliance.Sbe.Reading;

/// <summary>
/// Puts the root of an included file in the place of each include, whatever the namespace of the include. A file is
/// taken once: a second include of it adds nothing but a warning, so includes cannot multiply.
/// </summary>
internal sealed class IncludeExpander
{
    private readonly ISbeFiles files;
    private readonly Findings findings;
    private readonly List<string> open = new List<string>();
    private readonly HashSet<string> taken = new HashSet<string>(StringComparer.Ordinal);

    public IncludeExpander(ISbeFiles files, Findings findings)
    {
        this.files = files;
        this.findings = findings;
    }

    public void Expand(SchemaElement root)
    {
        open.Add(root.Position.File);
        taken.Add(root.Position.File);
        ExpandChildren(root);
    }

    private void ExpandChildren(SchemaElement parent)
    {
        for (int i = parent.Children.Count - 1; i >= 0; i--)
        {
            if (parent.Children[i].Name != "include")
            {
                ExpandChildren(parent.Children[i]);
            }
        }

        if (parent.Children.All(c => c.Name != "include"))
        {
            return;
        }

        List<SchemaElement> expanded = parent.Children
            .SelectMany(c => c.Name == "include" ? Include(c) : new[] { c }).ToList();
        parent.Children.Clear();
        parent.Children.AddRange(expanded);
    }

    private IReadOnlyList<SchemaElement> Include(SchemaElement include)
    {
        var nothing = Array.Empty<SchemaElement>();
        if (Unsupported(include) is { } attribute)
        {
            string what = attribute.Name + "=\"" + attribute.Value + "\" of an include is not supported";
            findings.Add(SbeRules.IncludeUnsupported, attribute.Position, what);
            return nothing;
        }

        string href = include.Find("href")?.Value.Trim() ?? string.Empty;
        if (href.Length == 0)
        {
            findings.Add(SbeRules.MissingAttribute, include.At("href"), "the include has no href");
            return nothing;
        }

        if (!files.TryRead(include.Position.File, href, out string file, out byte[] bytes))
        {
            return Fallback(include, href);
        }

        if (open.Contains(file) || open.Count > SbeLimits.IncludeDepthMax || taken.Count > SbeLimits.IncludesMax)
        {
            string fault = open.Contains(file) ? href + " includes itself" : "includes go too deep at " + href;
            findings.Add(SbeRules.IncludeCycle, include.At("href"), fault);
            return nothing;
        }

        if (!taken.Add(file))
        {
            findings.Add(SbeRules.IncludedTwice, include.At("href"), href + " is included already");
            return nothing;
        }

        return Take(include, file, bytes);
    }

    private SchemaElement[] Take(SchemaElement include, string file, byte[] bytes)
    {
        SchemaElement? root = SchemaXml.Read(file, bytes, findings);
        if (root is null)
        {
            return Array.Empty<SchemaElement>();
        }

        if (root.Name == "messageSchema")
        {
            findings.Add(
                SbeRules.IncludeUnsupported,
                include.At("href"),
                "a whole schema cannot be included, only types or messages: its byte order and id would be lost");
            return Array.Empty<SchemaElement>();
        }

        open.Add(file);
        ExpandChildren(root);
        open.RemoveAt(open.Count - 1);
        return new[] { root };
    }

    private IReadOnlyList<SchemaElement> Fallback(SchemaElement include, string href)
    {
        SchemaElement? fallback = include.Children.FirstOrDefault(c => c.Name == "fallback");
        if (fallback is null)
        {
            findings.Add(SbeRules.IncludeMissing, include.At("href"), "the included file " + href + " is not found");
            return Array.Empty<SchemaElement>();
        }

        ExpandChildren(fallback);
        return fallback.Children;
    }

    private static SchemaAttribute? Unsupported(SchemaElement include) =>
        include.Attributes.FirstOrDefault(a =>
            a.Name == "xpointer" || (a.Name == "parse" && a.Value.Trim() != "xml"));
}
