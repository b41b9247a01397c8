namespace Appliance.Margin.Control;

/// <summary>What the losses of a coin-settled contract are counted in.</summary>
public enum LossUnit
{
    /// <summary>Money: what is won or lost in coin, at the coin's price in the scenario.</summary>
    Money = 0,

    /// <summary>Coin: for groups whose margin currency is the coin.</summary>
    Coin = 1,
}
