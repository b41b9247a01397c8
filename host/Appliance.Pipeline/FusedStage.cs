using System;

namespace Appliance.Pipeline;

/// <summary>
/// Ingest, machine and publish as one stage on one thread: each event goes all the way before the next is taken, so
/// an order never waits for a batch to fill. Same stages, same ring, same results as on threads of their own. When
/// ingest or machine fails, the fence goes up and the others go on; when publish does, nothing is left to say.
/// </summary>
public sealed class FusedStage : IStage
{
    private readonly AppliancePipeline pipeline;

    public FusedStage(AppliancePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        this.pipeline = pipeline;
    }

    public StageRole Role => StageRole.Fused;

    public int DoWork(int limit)
    {
        int done = 0;
        int moved;
        do
        {
            moved = Turn();
            done += moved;
        }
        while (moved > 0 && done < limit);
        return done;
    }

    private int Turn()
    {
        int moved = 0;
        StageRole at = StageRole.Ingest;
        try
        {
            moved += pipeline.Fence.IsDown(StageRole.Ingest) ? 0 : pipeline.Ingest.DoWork(1);
            at = StageRole.Machine;
            moved += pipeline.Machine.DoWork(1);
            at = StageRole.Publish;
            moved += pipeline.Publish.DoWork(1);
        }
#pragma warning disable CA1031 // Whatever failed is kept by the fence and reported; what still works must go on.
        catch (Exception fault)
#pragma warning restore CA1031 // End of that place.
        {
            pipeline.Fence.Raise(at, fault);
            moved++;
            if (at == StageRole.Publish)
            {
                throw;
            }
        }

        return moved;
    }
}
