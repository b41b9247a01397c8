namespace Appliance.Margin.Control;

/// <summary>Right to buy or right to sell.</summary>
public enum OptionKind
{
    Call = 0,
    Put = 1,
}
