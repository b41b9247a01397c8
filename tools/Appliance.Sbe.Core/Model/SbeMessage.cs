namespace Appliance.Sbe.Model;

/// <summary>One message template.</summary>
public sealed class SbeMessage : SbeBlock
{
}
