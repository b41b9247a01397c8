using System.Numerics;
using Appliance.Core;
using Appliance.Pipeline;

namespace Appliance.Host.Configuration;

/// <summary>Reads ring, stages and back pressure of the configuration.</summary>
internal static class PipelineReader
{
    // As IdleKind counts them.
    private static readonly string[] Waits =
        ["spin", "yield", "sleep", "spinWait", "hybrid", "block", "timeoutBlock", "phased"];

    private const int MsMax = 24 * 3600 * 1000;
    private const int CoreMax = 1023;

    public static PipelineConfig Read(ConfigReader top)
    {
        IdleKind all = (IdleKind)top.Choice("waitStrategy", Waits);
        int ringSlots = (int)top.Whole("ringSlots", 2, Limits.RingSlotsMax);
        int batchMax = (int)top.Whole("batchMax", 1, Limits.BatchMax);
        ConfigReader stages = top.Object("stages");
        PipelineConfig config = new()
        {
            RingSlots = ringSlots,
            BatchMax = batchMax,
            Fused = Stage(stages, StageRole.Fused, all),
            Ingest = Stage(stages, StageRole.Ingest, all),
            Machine = Stage(stages, StageRole.Machine, all),
            Journal = Stage(stages, StageRole.Journal, all),
            Publish = Stage(stages, StageRole.Publish, all),
            StallMs = (int)stages.Whole("stallMs", 0, MsMax),
            DrainMs = (int)stages.Whole("drainMs", 1, MsMax),
            FenceMs = (int)stages.Whole("fenceMs", 0, MsMax),
        };
        stages.Close();
        config = config with { BackPressure = Pressure(top.Object("backPressure"), config) };
        if (!top.HasFault && !BitOperations.IsPow2(ringSlots))
        {
            top.Refuse("ringSlots", $"{ringSlots} is not a power of two");
        }
        else if (!top.HasFault && ringSlots < 2 * batchMax)
        {
            top.Refuse("ringSlots", $"{ringSlots} is below twice batchMax ({batchMax})");
        }

        return config;
    }

    private static StageSettings Stage(ConfigReader stages, StageRole role, IdleKind all)
    {
        ConfigReader stage = stages.Object(StageNames.Of(role));
        int wait = stage.Choice("wait", ["default", .. Waits]);
        int core = (int)stage.Whole("core", StageSettings.AnyCore, CoreMax);
        stage.Close();
        return new StageSettings(wait == 0 ? all : (IdleKind)(wait - 1), core);
    }

    private static BackPressurePolicy? Pressure(ConfigReader pressure, PipelineConfig config)
    {
        bool isPolicy = pressure.Choice("mode", "wait", "policy") == 1;
        BackPressurePolicy policy = new()
        {
            Orders = (OrderPressure)pressure.Choice("orderEntry", "wait", "reject"),
            Prices = (PricePressure)pressure.Choice("marketData", "wait", "conflate"),
            ReservedSlots = (int)pressure.Whole("reservedSlots", 0, Limits.RingSlotsMax),
            InstrumentsMax = (int)pressure.Whole("instrumentsMax", 1, Limits.InstrumentsMax),
        };
        if (isPolicy && !pressure.HasFault && policy.ReservedSlots > config.RingSlots / 2)
        {
            pressure.Refuse(
                "reservedSlots", $"{policy.ReservedSlots} is more than half of ringSlots ({config.RingSlots})");
        }

        pressure.Close();
        return isPolicy ? policy : null;
    }
}
