namespace Appliance.Margin.Control.Span;

/// <summary>What a product family trades; the names are those of pfType in the file.</summary>
public enum SpanFamilyKind
{
    /// <summary>PHY: the thing itself, a share or an index.</summary>
    Physical = 0,

    /// <summary>FUT.</summary>
    Future = 1,

    /// <summary>OOP: options on a physical.</summary>
    OptionOnPhysical = 2,

    /// <summary>OOF: options on a future.</summary>
    OptionOnFuture = 3,
}
