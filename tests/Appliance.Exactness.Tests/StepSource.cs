using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>
/// Turns intents into steps by the state they meet: mostly what a host would send, often values at a bound or one
/// beside it, sometimes what a device refuses. Never what a correct host cannot send.
/// </summary>
internal sealed class StepSource
{
    private readonly World world;
    private readonly PlainState state;
    private readonly WorkingOrders orders;
    private readonly Queue<Step> planned = [];

    public StepSource(ulong seed, World world, PlainState state, WorkingOrders orders)
    {
        (this.world, this.state, this.orders) = (world, state, orders);
        Prng random = new Prng(seed).Fork(1);
        new Opening(random, world, new StepValues(random, world, state)).Plan(planned);
    }

    /// <summary>The next planned step that is still possible; null when none is planned.</summary>
    public Step? Planned()
    {
        while (planned.TryDequeue(out Step step))
        {
            if (step.IsLoad || orders.Allows(step.Command, state))
            {
                return step;
            }
        }

        return null;
    }

    public Step Next(Intent intent)
    {
        Prng random = new(intent.Seed);
        Draw draw = new(random, world, state, orders, planned);
        OrderSteps order = new(draw);
        StateSteps other = new(draw, order);
        return intent.Kind switch
        {
            StepKind.Check => Step.Do(order.New(DeviceOp.CheckOrder)),
            StepKind.ExactOrder => order.Exact(),
            StepKind.Reduce => order.Reduce(),
            StepKind.Reserve => Step.Do(order.New(DeviceOp.ReserveOrder)),
            StepKind.Evaluate => Step.Do(order.New(DeviceOp.EvaluateOrder)),
            StepKind.Fill => order.OnWorking(order.Fill),
            StepKind.Release => order.OnWorking(order.Release),
            StepKind.Replace => order.OnWorking(order.Replace),
            StepKind.Spoil => order.Spoiled(),
            StepKind.Trade => other.Trade(),
            StepKind.CloseOut => other.CloseOut(),
            StepKind.MoveCash => other.MoveCash(),
            StepKind.MoveAsset => other.MoveAsset(),
            StepKind.ExactWithdrawal => other.ExactWithdrawal(),
            StepKind.SetMark => other.SetMark(),
            StepKind.SetAssetPrice => other.SetAssetPrice(),
            StepKind.Bound => other.Bound(),
            StepKind.ExactLevel => other.ExactLevel(),
            StepKind.EvaluateClose => other.EvaluateClose(),
            StepKind.SizeLiquidation => other.SizeLiquidation(),
            StepKind.Open => other.Open(),
            StepKind.Close => other.Close(),
            StepKind.LoadArrays => other.LoadArrays(),
            StepKind.LoadTables => other.LoadTables(),
            StepKind.Odd => other.Odd(),
            StepKind.ReadGroup => Step.Do(new DeviceCommand { Op = DeviceOp.ReadGroup, Group = draw.Group() }),
            StepKind.Watch => other.Watch(),
            StepKind.Switch => other.Switch(),
            _ => throw new ArgumentOutOfRangeException(nameof(intent)),
        };
    }
}
