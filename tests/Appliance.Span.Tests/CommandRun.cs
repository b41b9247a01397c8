using System;
using System.Collections.Generic;
using System.IO;
using Appliance.Host;
using Appliance.Host.Running;

namespace Appliance.Span.Tests;

/// <summary>The program called as a function.</summary>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    public static CommandRun Of(params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        ProcessSeam process = new()
        {
            Output = output,
            Error = error,
            IsTerminal = false,
            Variables = new Dictionary<string, string>(),
        };
        RunComposition none = (_, _, _) => throw new InvalidOperationException("no verb here plays a scenario");
        int code = new ApplianceProgram(process, none, CaptureVerifier.Verify).Run(args);
        return new CommandRun(code, output.ToString(), error.ToString());
    }
}
