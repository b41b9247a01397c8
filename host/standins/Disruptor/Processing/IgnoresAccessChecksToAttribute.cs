// The runtime knows this attribute by its full name, so it cannot have a namespace of ours.
namespace System.Runtime.CompilerServices;

/// <summary>On an assembly made at run time: it may reach the members of the named one that are not public.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
