using System;
using Disruptor;
using Disruptor.Processing;

namespace Appliance.Disruptor.Tests;

/// <summary>A ring of any kind with one stage that a <see cref="Recorder"/> stands in.</summary>
internal sealed class StageRig : IDisposable
{
    private readonly UnmanagedRingBufferMemory? _memory;
    private readonly Action<long> _write;

    public StageRig(
        string kind,
        Recorder recorder,
        int bufferSize = 16,
        ProducerType producer = ProducerType.Single,
        IWaitStrategy? wait = null)
    {
        wait ??= new YieldingWaitStrategy();
        Recorder = recorder;
        switch (kind)
        {
            case "reference":
                RingBuffer<Box> boxes = RingBuffer<Box>.Create(producer, () => new Box(), bufferSize, wait);
                Barrier = boxes.NewBarrier();
                IEventProcessor<Box> boxProcessor = EventProcessorFactory.Create(boxes, Barrier, recorder);
                (Ring, Processor, _write) = (boxes, boxProcessor, s => boxes[s].Value = ValueOf(s));
                SetExceptionHandler = () => boxProcessor.SetExceptionHandler(recorder);
                boxes.AddGatingSequences(Processor.Sequence);
                return;
            case "value":
                Value = ValueRingBuffer<long>.Create(producer, () => 0, bufferSize, wait);
                break;
            default:
                _memory = UnmanagedRingBufferMemory.Allocate(bufferSize, sizeof(long));
                Value = new UnmanagedRingBuffer<long>(_memory, producer, wait);
                break;
        }

        IValueRingBuffer<long> ring = Value;
        Barrier = ring.NewBarrier();
        IValueEventProcessor<long> processor = EventProcessorFactory.Create(ring, Barrier, recorder);
        (Ring, Processor, _write) = (ring, processor, s => ring[s] = ValueOf(s));
        SetExceptionHandler = () => processor.SetExceptionHandler(recorder);
        ring.AddGatingSequences(Processor.Sequence);
    }

    public static TheoryData<string> Kinds => ["reference", "value", "unmanaged"];

    public Recorder Recorder { get; }

    public ISequenced Ring { get; }

    public IValueRingBuffer<long>? Value { get; }

    public SequenceBarrier Barrier { get; }

    public IEventProcessor Processor { get; }

    /// <summary>Makes the recorder the exception handler; the fatal one without.</summary>
    public Action SetExceptionHandler { get; }

    public static long ValueOf(long sequence) => (3 * sequence) + 1;

    /// <summary>Publishes events together, so that a stage that is not running yet finds them as one batch.</summary>
    public void Publish(int count = 1)
    {
        long hi = Ring.Next(count);
        for (long sequence = hi - count + 1; sequence <= hi; sequence++) _write(sequence);
        Ring.Publish(hi - count + 1, hi);
    }

    public void AwaitSequence(long sequence) =>
        Bounded.Until(() => Processor.Sequence.Value >= sequence, $"the stage's sequence {sequence}");

    /// <summary>Halts the run and waits for its end; what ended it is returned.</summary>
    public Exception? HaltAndEnd(System.Threading.Tasks.Task run)
    {
        Processor.Halt();
        return Bounded.End(run, "the halted run");
    }

    public void Dispose() => _memory?.Dispose();
}
