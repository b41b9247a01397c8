namespace Appliance.Margin.Control.Span;

/// <summary>Says that a product family belongs to a combined commodity.</summary>
/// <param name="Exchange">Exchange of the family.</param>
/// <param name="FamilyId">pfId.</param>
/// <param name="ScaleMicro">Delta scaling factor for contracts that have none of their own, e-6.</param>
public sealed record SpanFamilyLink(string Exchange, string FamilyId, long ScaleMicro);
