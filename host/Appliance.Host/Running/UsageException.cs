using System;

namespace Appliance.Host.Running;

/// <summary>The run cannot start because of what it was given. One clear line for the user; exit code 64.</summary>
public sealed class UsageException : Exception
{
    public UsageException()
    {
    }

    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
