using System.Collections.Generic;

namespace Appliance.Host.Views;

/// <summary>
/// One block of the summary, before anybody decided how it is drawn. The first column is text and leans left; the
/// others are numbers and lean right, unless <paramref name="IsText"/>.
/// </summary>
/// <param name="Title">Short heading.</param>
/// <param name="Columns">Headings, or empty when the rows speak for themselves.</param>
/// <param name="Rows">Each as long as the widest.</param>
/// <param name="IsText">All columns lean left.</param>
public sealed record SummarySection(
    string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, bool IsText = false);
