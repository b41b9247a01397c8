using System;
using System.Linq;
using Disruptor;

namespace Appliance.Disruptor.Tests;

/// <summary>A graph of stages and how it is run, all from a seed.</summary>
internal sealed class GraphPlan
{
    public const int StagesMax = 6;

    public GraphPlan(int seed)
    {
        Random random = new(seed);
        Before = new int[1 + random.Next(StagesMax)][];
        for (int stage = 0; stage < Before.Length; stage++)
        {
            // Behind some of the stages before it; behind the producer when there are none of them.
            Before[stage] = [.. Enumerable.Range(0, stage).Where(_ => random.Next(2) == 0)];
        }

        BufferSize = 1 << random.Next(7);
        Producers = 1 + random.Next(3);
        Kind = Producers == 1 && random.Next(2) == 0 ? ProducerType.Single : ProducerType.Multi;
        Wait = WaitStrategies.Considerate[random.Next(WaitStrategies.Considerate.Length)];
        BatchMax = random.Next(2) == 0 ? null : 1 + random.Next(BufferSize);
        IsUnmanaged = random.Next(2) == 0;
    }

    public GraphPlan(params int[][] before)
    {
        Before = before;
        BufferSize = 16;
        Producers = 1;
        Kind = ProducerType.Single;
        Wait = "yielding";
    }

    /// <summary>For each stage, those that it is wired behind.</summary>
    public int[][] Before { get; }

    /// <summary>A stage that checks for the marks of stage 0 without being wired behind it; -1 for none.</summary>
    public int Unwired { get; init; } = -1;

    public int BufferSize { get; init; }

    public int Producers { get; }

    public ProducerType Kind { get; init; }

    public string Wait { get; init; }

    public int? BatchMax { get; }

    public bool IsUnmanaged { get; init; }

    public override string ToString() =>
        $"{string.Join(' ', Before.Select((before, stage) => $"{stage}<-({string.Join(',', before)})"))}, "
        + $"{BufferSize} slots, {Producers} producers, {Kind}, {Wait}, batches {BatchMax}, unmanaged {IsUnmanaged}";
}
