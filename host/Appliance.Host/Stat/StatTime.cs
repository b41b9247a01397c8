using System;
using System.Threading;
using Appliance.Core;
using Appliance.Transport;

namespace Appliance.Host.Stat;

/// <summary>Time as <c>stat</c> needs it; tests bring their own.</summary>
/// <param name="Clock">Its monotonic clock is the machine's: other processes' heartbeats are compared with it.</param>
/// <param name="Sleep">Waits so many milliseconds.</param>
internal sealed record StatTime(IClock Clock, Action<int> Sleep)
{
    public static StatTime OfThisMachine() => new(new SystemClock(), Thread.Sleep);
}
