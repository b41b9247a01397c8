namespace Appliance.Sim.Explain;

/// <summary>A live price and its moving average, micro; both 0 while there is none.</summary>
public readonly record struct LivePrice(long ValueMicro, long AverageMicro);
