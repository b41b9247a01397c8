using System;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// Unwinds from any depth of a file that is not what it should be. Never leaves this folder: readers catch it and give
/// a <see cref="SpanFault"/>.
/// </summary>
internal sealed class SpanFormatException : Exception
{
    public SpanFormatException()
        : this(new SpanFault(0, 0, ""))
    {
    }

    public SpanFormatException(string message)
        : this(new SpanFault(0, 0, message))
    {
    }

    public SpanFormatException(string message, Exception innerException)
        : base(message, innerException) => Fault = new SpanFault(0, 0, message);

    public SpanFormatException(SpanFault fault)
        : base(fault.Text) => Fault = fault;

    public SpanFault Fault { get; }
}
