namespace Appliance.Sbe.Reading;

/// <summary>How reading a number went.</summary>
internal enum NumberStatus
{
    Ok,

    /// <summary>A whole number with a fraction of zeros, as in 2.0; its value is given.</summary>
    OkWithFraction,

    NotANumber,

    OutOfRange,
}
