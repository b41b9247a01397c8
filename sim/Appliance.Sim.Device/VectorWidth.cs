using System.Runtime.Intrinsics;
using Appliance.Core;

namespace Appliance.Sim.Device;

/// <summary>How many losses one instruction works on. Every width gives the same bits.</summary>
public enum VectorWidth
{
    /// <summary>The widest that this processor does in one instruction.</summary>
    Auto = 0,

    /// <summary>One at a time: plain loops.</summary>
    Scalar = 1,

    /// <summary>Four at a time.</summary>
    V256 = 4,

    /// <summary>Eight at a time.</summary>
    V512 = 8,
}

/// <summary>The choice of a width, made once at start.</summary>
internal static class VectorWidths
{
    /// <summary>The width that Auto stands for here. A forced one runs anywhere, if need be slowly.</summary>
    public static VectorWidth Resolve(VectorWidth width) => width != VectorWidth.Auto ? width
        : Vector512.IsHardwareAccelerated ? VectorWidth.V512
        : Vector256.IsHardwareAccelerated ? VectorWidth.V256
        : VectorWidth.Scalar;

    public static ScenarioKernels Kernels(VectorWidth width)
    {
        VectorWidth chosen = Resolve(width);
        Check.That(chosen is VectorWidth.Scalar or VectorWidth.V256 or VectorWidth.V512);
        return chosen switch
        {
            VectorWidth.V512 => new VectorKernels<Lanes512>(),
            VectorWidth.V256 => new VectorKernels<Lanes256>(),
            _ => new ScalarKernels(),
        };
    }
}
