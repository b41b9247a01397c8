using Appliance.Wire;

namespace Appliance.Machine;

/// <summary>
/// What a new order and a replace have in common, as the wire has it. The price of a market order is void.
/// </summary>
internal readonly record struct OrderFields(
    ulong ClOrdId, Side Side, OrdType Type, TimeInForce TimeInForce, long QuantityE8, long PriceE9)
{
    // The top bit belongs to the appliance's own closing orders.
    private const ulong ClOrdIdLimit = 1UL << 63;

    /// <summary>Every field holds a value of its enumeration or sign; the order type is a check of its own.</summary>
    public bool AreInRange =>
        Side is Side.Buy or Side.Sell
        && TimeInForce is TimeInForce.Day or TimeInForce.GoodTillCancel
            or TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill
        && ClOrdId < ClOrdIdLimit
        && QuantityE8 > 0
        && (Type == OrdType.Market || PriceE9 > 0);
}
