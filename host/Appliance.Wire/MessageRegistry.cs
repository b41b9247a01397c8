namespace Appliance.Wire;

/// <summary>
/// Which messages come in, and how long their blocks are at least. A switch and no table in memory: it is asked once
/// for every frame of the world, before anything else is believed about it.
/// </summary>
public static class MessageRegistry
{
    public const ushort MarketDataSchemaId = 701;
    public const ushort OrderFlowSchemaId = 702;
    public const ushort RiskSchemaId = 703;

    /// <summary>
    /// Ok and the least block bytes of an input message, or why this pair is none. Messages that the appliance only
    /// sends, such as verdicts and margin calls, are unknown here: nobody may tell it what it decided.
    /// </summary>
    public static SbeStatus TryGetInput(ushort schemaId, ushort templateId, out int blockBytesMin)
    {
        switch (schemaId)
        {
            case MarketDataSchemaId:
                blockBytesMin = MarketDataInput(templateId);
                break;
            case OrderFlowSchemaId:
                blockBytesMin = OrderFlowInput(templateId);
                break;
            case RiskSchemaId:
                blockBytesMin = RiskInput(templateId);
                break;
            default:
                blockBytesMin = 0;
                return SbeStatus.UnknownSchema;
        }

        return blockBytesMin == 0 ? SbeStatus.UnknownTemplate : SbeStatus.Ok;
    }

    /// <summary>True for an input message whose block is followed by groups: its frame has no fixed bound.</summary>
    public static bool HasGroups(ushort schemaId, ushort templateId) =>
        schemaId == IncrementalRefreshBookDecoder.SchemaId && templateId == IncrementalRefreshBookDecoder.TemplateId;

    private static int MarketDataInput(ushort templateId) => templateId switch
    {
        TopOfBookDecoder.TemplateId => TopOfBookDecoder.BlockLength,
        TradeDecoder.TemplateId => TradeDecoder.BlockLength,
        IndexPriceDecoder.TemplateId => IndexPriceDecoder.BlockLength,
        MarkPriceDecoder.TemplateId => MarkPriceDecoder.BlockLength,
        InstrumentDefinitionDecoder.TemplateId => InstrumentDefinitionDecoder.BlockLength,
        IncrementalRefreshBookDecoder.TemplateId => IncrementalRefreshBookDecoder.BlockLength,
        SecurityStatusDecoder.TemplateId => SecurityStatusDecoder.BlockLength,
        _ => 0,
    };

    private static int OrderFlowInput(ushort templateId) => templateId switch
    {
        NewOrderSingleDecoder.TemplateId => NewOrderSingleDecoder.BlockLength,
        OrderCancelRequestDecoder.TemplateId => OrderCancelRequestDecoder.BlockLength,
        OrderCancelReplaceRequestDecoder.TemplateId => OrderCancelReplaceRequestDecoder.BlockLength,
        ExecutionReportDecoder.TemplateId => ExecutionReportDecoder.BlockLength,
        _ => 0,
    };

    private static int RiskInput(ushort templateId) => templateId switch
    {
        CollateralUpdateDecoder.TemplateId => CollateralUpdateDecoder.BlockLength,
        GroupAdminDecoder.TemplateId => GroupAdminDecoder.BlockLength,
        HeartbeatDecoder.TemplateId => HeartbeatDecoder.BlockLength,
        _ => 0,
    };
}
