using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>Every width that can be forced; those the processor lacks run too, without its instructions.</summary>
public static class Widths
{
    public static readonly VectorWidth[] All = [VectorWidth.Scalar, VectorWidth.V256, VectorWidth.V512];

    public static TheoryData<VectorWidth> Forced() => [.. All];
}
