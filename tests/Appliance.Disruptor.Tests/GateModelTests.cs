using System;
using System.Collections.Generic;
using System.Linq;
using Disruptor;
using FsCheck;
using FsCheck.Fluent;

namespace Appliance.Disruptor.Tests;

/// <summary>Random claims, publishes and reads, step by step against a model made of plain numbers and a set.</summary>
public sealed class GateModelTests
{
    private const int BufferSize = 8;

    [Fact]
    public void The_single_producer_agrees_with_the_model() =>
        Prop.ForAll<byte[]>(steps => Agrees(ProducerType.Single, steps)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_multi_producer_agrees_with_the_model() =>
        Prop.ForAll<byte[]>(steps => Agrees(ProducerType.Multi, steps)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void Long_runs_agree_with_the_model(ProducerType kind)
    {
        // FsCheck's arrays are short; laps beyond the second need more steps.
        for (int seed = 1; seed <= 20; seed++)
        {
            byte[] steps = new byte[5000];
            new Random(seed).NextBytes(steps);
            Assert.True(Agrees(kind, steps), $"seed {seed}");
        }
    }

    private static bool Agrees(ProducerType kind, byte[] steps)
    {
        Model model = new(kind);
        return steps.All(model.Step);
    }

    private sealed class Model
    {
        private readonly ProducerType _kind;
        private readonly ISequencer _sequencer;
        private readonly SequenceBarrier _barrier;
        private readonly Sequence[] _consumers = [new(), new()];
        private readonly List<long> _unpublished = [];
        private long _claimed = -1;

        public Model(ProducerType kind)
        {
            _kind = kind;
            _sequencer = Sequencers.Create(kind, BufferSize);
            _sequencer.AddGatingSequences(_consumers);
            _barrier = _sequencer.NewBarrier();
        }

        private long Slowest => _consumers.Min(consumer => consumer.Value);

        private long Readable => (_unpublished.Count == 0 ? _claimed + 1 : _unpublished.Min()) - 1;

        public bool Step(byte step)
        {
            int amount = (step >> 2) + 1;
            return (step & 3) switch
            {
                0 => Claim(((amount - 1) % BufferSize) + 1),
                1 => Publish(amount),
                2 => Read(_consumers[0], amount),
                _ => Read(_consumers[1], amount),
            };
        }

        private bool Claim(int n)
        {
            bool room = _claimed + n <= Slowest + BufferSize;
            if (_sequencer.HasAvailableCapacity(n) != room) return false;
            if (_sequencer.TryNext(n, out long hi) != room) return false;
            if (!room) return true;
            for (long sequence = _claimed + 1; sequence <= _claimed + n; sequence++) _unpublished.Add(sequence);
            _claimed += n;
            return hi == _claimed && _sequencer.GetRemainingCapacity() == BufferSize - (_claimed - Slowest);
        }

        private bool Publish(int pick)
        {
            if (_unpublished.Count == 0) return true;
            int index = _kind == ProducerType.Single ? 0 : pick % _unpublished.Count;
            _sequencer.Publish(_unpublished[index]);
            _unpublished.RemoveAt(index);
            return true;
        }

        private bool Read(Sequence consumer, int atMost)
        {
            long next = consumer.Value + 1;
            if (_sequencer.Poll(_barrier, next) != Readable) return false;
            consumer.SetValue(Math.Min(Readable, next + (atMost % 4) - 1));
            return _sequencer.GetMinimumSequence() == Slowest;
        }
    }
}
