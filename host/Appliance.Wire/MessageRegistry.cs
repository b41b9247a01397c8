namespace Appliance.Wire;

/// <summary>
/// Which messages come in. A switch and no table in memory: it is asked once for every frame of the world, before
/// anything else is believed about it.
/// </summary>
public static class MessageRegistry
{
    /// <summary>
    /// Ok for an input message, or why this pair is none. Messages that the appliance only sends, such as verdicts and
    /// margin calls, are unknown here: nobody may tell it what it decided.
    /// </summary>
    public static SbeStatus TryGetInput(ushort schemaId, ushort templateId) => schemaId switch
    {
        MarketDataSchema.Id => Known(IsMarketDataInput(templateId)),
        OrderFlowSchema.Id => Known(IsOrderFlowInput(templateId)),
        RiskSchema.Id => Known(IsRiskInput(templateId)),
        _ => SbeStatus.UnknownSchema,
    };

    /// <summary>True for an input message whose block is followed by groups: its frame has no fixed bound.</summary>
    public static bool HasGroups(ushort schemaId, ushort templateId) => schemaId switch
    {
        MarketDataSchema.Id => MarketDataSchema.HasParts(templateId),
        OrderFlowSchema.Id => OrderFlowSchema.HasParts(templateId),
        RiskSchema.Id => RiskSchema.HasParts(templateId),
        _ => false,
    };

    private static SbeStatus Known(bool isKnown) => isKnown ? SbeStatus.Ok : SbeStatus.UnknownTemplate;

    private static bool IsMarketDataInput(ushort templateId) => templateId is TopOfBookDecoder.TemplateId
        or TradeDecoder.TemplateId
        or IndexPriceDecoder.TemplateId
        or MarkPriceDecoder.TemplateId
        or InstrumentDefinitionDecoder.TemplateId
        or IncrementalRefreshBookDecoder.TemplateId
        or SecurityStatusDecoder.TemplateId;

    private static bool IsOrderFlowInput(ushort templateId) => templateId is NewOrderSingleDecoder.TemplateId
        or OrderCancelRequestDecoder.TemplateId
        or OrderCancelReplaceRequestDecoder.TemplateId
        or ExecutionReportDecoder.TemplateId;

    private static bool IsRiskInput(ushort templateId) => templateId is CollateralUpdateDecoder.TemplateId
        or GroupAdminDecoder.TemplateId
        or HeartbeatDecoder.TemplateId;
}
