namespace Appliance.Margin.Control;

/// <summary>How a contract's value follows from the price of what it is on.</summary>
public enum ContractStyle
{
    /// <summary>Future or perpetual settled in money: value moves with the price.</summary>
    Linear = 0,

    /// <summary>Future or perpetual over a fixed amount of money, settled in coin.</summary>
    InverseFuture = 1,

    /// <summary>European option on a forward, settled in money (Black-76).</summary>
    Option = 2,

    /// <summary>European option on a spot, settled in money (Black-Scholes-Merton).</summary>
    SpotOption = 3,

    /// <summary>European option on a forward, priced and settled in coin.</summary>
    InverseOption = 4,
}
