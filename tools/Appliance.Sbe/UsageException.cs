using System;

namespace Appliance.Sbe.Tool;

/// <summary>The tool cannot start because of what it was given: one line for the user, exit code 64.</summary>
internal sealed class UsageException(string message) : Exception(message);
