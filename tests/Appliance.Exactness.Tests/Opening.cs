using System.Collections.Generic;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>The first steps of a stream: groups of every kind with something in them, marks and asset prices.</summary>
internal sealed class Opening(Prng random, World world, StepValues values)
{
    private Shape Shape => world.Shape;

    public void Plan(Queue<Step> steps)
    {
        bool isPooled = random.Chance(500_000);
        if (Shape.IsPopulous)
        {
            PlanPool(steps, 0, Limits.PoolMembersMax + 1);
        }
        else if (Shape.IsCrowded && isPooled)
        {
            PlanPool(steps, 0, 2);
        }
        else if (Shape.IsCrowded)
        {
            for (uint g = 0; g < 3; g++)
            {
                steps.Enqueue(Step.Do(Open(random, g, MarginGroupKind.Cross, random.Chance(200_000), 0)));
                PlanDeposits(steps, g);
            }
        }
        else
        {
            PlanGroups(steps);
        }

        for (int i = 0; i < Shape.Instruments; i++)
        {
            if (random.Chance(Shape.IsCrowded ? 100_000 : 950_000))
            {
                long mark = values.FirstMark(i);
                DeviceCommand set = new() { Op = DeviceOp.SetMark, Instrument = i, Value = mark };
                set.Reserve = random.Chance(300_000) ? values.Average(mark) : 0;
                steps.Enqueue(Step.Do(set));
            }

            if (Shape.IsCrowded)
            {
                // Group 1 fills up, by itself or with group 2 of the same pool.
                DeviceCommand one = new() { Op = DeviceOp.Trade, Instrument = i, Side = 1, Lots = 1, Value = 1 };
                one.Group = random.Chance(isPooled ? 600_000 : 950_000) ? 1u : 2u;
                steps.Enqueue(Step.Do(one));
            }
        }
    }

    /// <summary>A group of a kind; what belongs to other kinds stays zero.</summary>
    public static DeviceCommand Open(
        Prng random, uint group, MarginGroupKind kind, bool isStandard, long detail) => new()
        {
            Op = DeviceOp.OpenGroup,
            Group = group,
            Lots = (long)kind,
            Flags = isStandard ? DeviceCommandFlags.StandardMode : DeviceCommandFlags.None,
            Instrument = kind == MarginGroupKind.Isolated ? (int)detail : 0,
            OldLots = kind == MarginGroupKind.Member ? detail : 0,
            OldReserve = kind != MarginGroupKind.Pool ? 0
            : random.Chance(150_000) ? (random.Chance(500_000) ? 0 : 1L << 32)
            : random.Next((1L << 32) + 1),
        };

    private void PlanGroups(Queue<Step> steps)
    {
        uint next = 0;
        uint open = (uint)random.Between(2, Shape.Groups);
        while (next < open)
        {
            if (random.Chance(350_000) && next + 2 <= Shape.Groups)
            {
                int members = (int)random.Between(1, System.Math.Min(4, Shape.Groups - next - 1));
                PlanPool(steps, next, members);
                next += 1 + (uint)members;
                continue;
            }

            MarginGroupKind kind = random.Chance(200_000) ? MarginGroupKind.Isolated : MarginGroupKind.Cross;
            long only = random.Next(Shape.Instruments);
            steps.Enqueue(Step.Do(Open(random, next, kind, random.Chance(250_000), only)));
            PlanDeposits(steps, next);
            next++;
        }
    }

    private void PlanPool(Queue<Step> steps, uint pool, int members)
    {
        bool isStandard = random.Chance(250_000);
        steps.Enqueue(Step.Do(Open(random, pool, MarginGroupKind.Pool, isStandard, 0)));
        for (uint m = pool + 1; m <= pool + members; m++)
        {
            steps.Enqueue(Step.Do(Open(random, m, MarginGroupKind.Member, isStandard, pool)));
            if (!Shape.IsPopulous)
            {
                PlanDeposits(steps, m);
            }
        }
    }

    private void PlanDeposits(Queue<Step> steps, uint group)
    {
        steps.Enqueue(Step.Do(
            new DeviceCommand { Op = DeviceOp.MoveCash, Group = group, Value = values.Deposit() }));
        if (Shape.Assets > 0 && random.Chance(400_000))
        {
            int asset = (int)random.Next(Shape.Assets);
            DeviceCommand give = new() { Op = DeviceOp.MoveAsset, Group = group, Instrument = asset };
            give.Value = random.Next(1L << (int)random.Between(10, 50));
            steps.Enqueue(Step.Do(give));
        }
    }
}
