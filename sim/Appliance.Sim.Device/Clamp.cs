namespace Appliance.Sim.Device;

/// <summary>Range a loss is clamped to before it is multiplied by lots.</summary>
internal readonly record struct Clamp(long Low, long High)
{
    /// <summary>A position: the loss as it is.</summary>
    public static Clamp Position => new(long.MinValue, long.MaxValue);

    /// <summary>A working buy counts where a long loses.</summary>
    public static Clamp Buy => new(0, long.MaxValue);

    /// <summary>A working sell counts where a long gains; lots are given negative.</summary>
    public static Clamp Sell => new(long.MinValue, 0);
}
