using System;
using System.Collections.Generic;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Layout;

/// <summary>
/// Schemas as pages to read: where every byte of every message lies. For people who write decoders, in whatever
/// language or hardware, and for reviews.
/// </summary>
public static class SbeLayout
{
    /// <summary>
    /// One Markdown page: a chapter of byte tables a schema, then the types of all of them. Types that schemas share,
    /// by including the file that declares them, are listed once. Lines end in a line feed.
    /// </summary>
    public static string Markdown(IReadOnlyList<SbeSchema> schemas)
    {
        if (schemas is null)
        {
            throw new ArgumentNullException(nameof(schemas));
        }

        MarkdownWriter page = new MarkdownWriter();
        MessageTables messages = new MessageTables(page);
        foreach (SbeSchema schema in schemas)
        {
            messages.Write(schema);
        }

        new TypeTables(page).Write(schemas);
        return page.ToString();
    }
}
