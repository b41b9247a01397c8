using System.Runtime.CompilerServices;

namespace Appliance.Sim.Device;

/// <summary>Which losses count: what a loss is clamped to before it is multiplied by lots.</summary>
internal enum Clamp
{
    /// <summary>A position: the loss as it is.</summary>
    Position = 0,

    /// <summary>A working buy counts where a long loses.</summary>
    Buy = 1,

    /// <summary>A working sell counts where a long gains; lots are given negative.</summary>
    Sell = 2,
}

/// <summary>A clamp as code, so that each kernel's loop holds only its own. Nothing here branches.</summary>
internal interface IClamp
{
    static abstract T Of<T>(T losses)
        where T : struct, ILanes<T>;

    static abstract long Of(long loss);
}

/// <summary><see cref="Clamp.Position"/>.</summary>
internal readonly struct HeldClamp : IClamp
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T losses)
        where T : struct, ILanes<T> => losses;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Of(long loss) => loss;
}

/// <summary><see cref="Clamp.Buy"/>.</summary>
internal readonly struct BuyClamp : IClamp
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T losses)
        where T : struct, ILanes<T> => T.Max(losses, T.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Of(long loss) => loss & ~(loss >> 63);
}

/// <summary><see cref="Clamp.Sell"/>.</summary>
internal readonly struct SellClamp : IClamp
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T losses)
        where T : struct, ILanes<T> => T.Min(losses, T.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Of(long loss) => loss & (loss >> 63);
}
