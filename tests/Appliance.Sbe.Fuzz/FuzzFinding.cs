using System;

namespace Appliance.Sbe.Fuzz;

/// <summary>An input on which codecs did not do what they promise.</summary>
internal sealed record FuzzFinding(long Input, string Unit, string What, byte[] Frame)
{
    public override string ToString() => $"input {Input} of {Unit}: {What}; bytes {Convert.ToHexString(Frame)}";
}
