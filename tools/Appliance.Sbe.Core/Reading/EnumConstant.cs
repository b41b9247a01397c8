using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>What a valueRef names: a value, and the enum that it is of.</summary>
internal sealed class EnumConstant
{
    public EnumConstant(SbeEnum type, SbeValidValue value)
    {
        Type = type;
        Value = value;
    }

    public SbeEnum Type { get; }

    public SbeValidValue Value { get; }
}
