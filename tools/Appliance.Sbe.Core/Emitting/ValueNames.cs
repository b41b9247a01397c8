namespace Appliance.Sbe.Emitting;

/// <summary>The C# names of a value's members: each free in its scope, empty where there is no such member.</summary>
internal sealed class ValueNames
{
    /// <summary>The member with the schema's own name, or that name for a decimal, which has no such member.</summary>
    internal string Property { get; set; } = string.Empty;

    internal string Null { get; set; } = string.Empty;

    internal string IsNull { get; set; } = string.Empty;

    internal string IsPresent { get; set; } = string.Empty;

    internal string Bits { get; set; } = string.Empty;

    internal string Length { get; set; } = string.Empty;

    internal string Absent { get; set; } = string.Empty;

    internal string TryGet { get; set; } = string.Empty;

    internal string TrySet { get; set; } = string.Empty;

    internal string Mantissa { get; set; } = string.Empty;

    internal string Exponent { get; set; } = string.Empty;

    /// <summary>
    /// Gives every slot its names: the schema's own first, so that what is derived from one gives way.
    /// </summary>
    internal static void Allocate(System.Collections.Generic.IReadOnlyList<ValueSlot> slots, NameScope scope)
    {
        foreach (ValueSlot slot in slots)
        {
            slot.Names.Property = scope.Allocate(CSharpNames.Verbatim(slot.Name));
        }

        foreach (ValueSlot slot in slots)
        {
            slot.Names.Derive(slot, scope);
        }
    }

    private void Derive(ValueSlot slot, NameScope scope)
    {
        string name = Property;
        if (slot.Kind == ValueKind.Constant)
        {
            return;
        }

        if (slot.Since > 0)
        {
            IsPresent = scope.Allocate(name + "IsPresent");
        }

        if (slot.IsOptional && slot.Kind != ValueKind.Set)
        {
            IsNull = scope.Allocate(name + "IsNull");
        }

        switch (slot.Kind)
        {
            case ValueKind.Decimal:
                Mantissa = scope.Allocate(name + "Mantissa");
                Exponent = scope.Allocate(name + "Exponent");
                Null = scope.Allocate(name + "MantissaNull");
                break;
            case ValueKind.Composite:
                Absent = slot.Since > 0 ? scope.Allocate(name + "Absent") : string.Empty;
                break;
            case ValueKind.Set:
            case ValueKind.Text:
                break;
            default:
                Null = scope.Allocate(name + "Null");
                break;
        }

        if (slot.Kind == ValueKind.Scalar && Model.SbePrimitives.IsFloating(slot.Primitive))
        {
            Bits = scope.Allocate(name + "Bits");
        }

        if (slot.Kind is ValueKind.Text or ValueKind.Bytes or ValueKind.Array)
        {
            Length = scope.Allocate(name + "Length");
        }

        if (slot.Kind == ValueKind.Array)
        {
            TryGet = scope.Allocate("TryGet" + CSharpNames.Pascal(name));
            TrySet = scope.Allocate("TrySet" + CSharpNames.Pascal(name));
        }
    }
}
