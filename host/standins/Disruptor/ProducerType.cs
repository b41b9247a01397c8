namespace Disruptor;

/// <summary>How many threads may claim and publish.</summary>
public enum ProducerType
{
    /// <summary>One thread at a time; no atomic operation on the way.</summary>
    Single,

    /// <summary>Any number of threads.</summary>
    Multi,
}
