using System;
using FsCheck;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Appliance.Exactness.Tests;

/// <summary>Says nothing: the report of a stream says more than FsCheck could.</summary>
internal sealed class SilentRunner : IRunner
{
    public void OnStartFixture(Type value)
    {
    }

    public void OnArguments(
        int value, FSharpList<object> arguments, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> text)
    {
    }

    public void OnShrink(FSharpList<object> value, FSharpFunc<FSharpList<object>, string> text)
    {
    }

    public void OnFinished(string value, TestResult result)
    {
    }
}
