namespace Appliance.Sbe.Emitting;

/// <summary>What an emitted member does with its bytes.</summary>
internal enum ValueKind
{
    /// <summary>One number or one char.</summary>
    Scalar,

    /// <summary>A char array, up to its first NUL.</summary>
    Text,

    /// <summary>A uint8 or int8 array, all of it.</summary>
    Bytes,

    /// <summary>An array of any wider primitive.</summary>
    Array,

    Enum,

    Set,

    /// <summary>A mantissa with an exponent, written into the block that holds it.</summary>
    Decimal,

    Composite,

    /// <summary>No bytes: the schema fixes the value.</summary>
    Constant,
}
