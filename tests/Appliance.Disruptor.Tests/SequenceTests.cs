using System.Threading.Tasks;
using Disruptor;

namespace Appliance.Disruptor.Tests;

public sealed class SequenceTests
{
    [Fact]
    public void Starts_at_minus_one_or_at_the_given_value()
    {
        Assert.Equal(-1, new Sequence().Value);
        Assert.Equal(-1, Sequence.InitialCursorValue);
        Assert.Equal(long.MaxValue, new Sequence(long.MaxValue).Value);
    }

    [Fact]
    public void Setters_set()
    {
        Sequence sequence = new();
        sequence.SetValue(7);
        Assert.Equal(7, sequence.Value);
        sequence.SetValueVolatile(int.MaxValue + 1L);
        Assert.Equal(int.MaxValue + 1L, sequence.Value);
        Assert.Equal("2147483648", sequence.ToString());
    }

    [Fact]
    public void Compare_and_set_moves_only_from_the_expected_value()
    {
        Sequence sequence = new(5);
        Assert.False(sequence.CompareAndSet(4, 9));
        Assert.Equal(5, sequence.Value);
        Assert.True(sequence.CompareAndSet(5, 9));
        Assert.Equal(9, sequence.Value);
    }

    [Fact]
    public void Additions_return_the_new_value()
    {
        Sequence sequence = new();
        Assert.Equal(0, sequence.IncrementAndGet());
        Assert.Equal(10, sequence.AddAndGet(10));
        Assert.Equal(10, sequence.Value);
    }

    [Fact]
    public void Additions_by_several_threads_are_all_counted()
    {
        Sequence sequence = new(0);
        Parallel.For(0, 4, _ =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                sequence.IncrementAndGet();
                sequence.AddAndGet(2);
            }
        });
        Assert.Equal(120_000, sequence.Value);
    }
}
