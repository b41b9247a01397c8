using System;

namespace Appliance.Telemetry;

/// <summary>A counters file cannot be made where it was asked for; the message says why and what to do.</summary>
public sealed class CounterFileException : Exception
{
    public CounterFileException()
    {
    }

    public CounterFileException(string message)
        : base(message)
    {
    }

    public CounterFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
