using System;

namespace Appliance.Pipeline;

/// <summary>
/// Ingest, machine and publish as one stage on one thread: each event goes all the way before the next is taken, so
/// an order never waits for a batch to fill. Same stages, same ring, same results as on threads of their own.
/// </summary>
public sealed class FusedStage : IStage
{
    private readonly AppliancePipeline pipeline;

    public FusedStage(AppliancePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        this.pipeline = pipeline;
    }

    public string Name => "fused";

    public int DoWork(int limit)
    {
        int done = 0;
        int moved;
        do
        {
            moved = pipeline.Ingest.DoWork(1);
            moved += pipeline.Machine.DoWork(1);
            moved += pipeline.Publish.DoWork(1);
            done += moved;
        }
        while (moved > 0 && done < limit);
        return done;
    }
}
