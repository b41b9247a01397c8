using Appliance.Host.Configuration;
using Appliance.Host.Running;

namespace Appliance.Host.Explaining;

/// <summary>Plays a day as a run does and keeps what the watch asks for.</summary>
internal delegate RunReport ExplainComposition(
    RunOptions options, EffectiveConfig config, IRunProgress progress, DayWatch watch);
