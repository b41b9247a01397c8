using System;
using System.Collections.Generic;

namespace Appliance.Sbe.Emitting;

/// <summary>
/// The names taken in one C# scope. Who comes first keeps the name; who comes later gets an underscore behind it,
/// so that the result depends on the order of the schema alone.
/// </summary>
internal sealed class NameScope
{
    private readonly HashSet<string> taken;

    internal NameScope(IEnumerable<string> reserved, bool ignoreCase = false)
    {
        taken = new HashSet<string>(
            reserved, ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    }

    internal bool IsTaken(string name) => taken.Contains(name);

    internal void Reserve(string name) => taken.Add(name);

    /// <summary>The name, or the name with as many underscores as it takes to be free.</summary>
    internal string Allocate(string name)
    {
        string free = name;
        while (!taken.Add(free))
        {
            free += "_";
        }

        return free;
    }

    /// <summary>The first of the names that is free, or the last one made free.</summary>
    internal string AllocateFirst(params string[] names)
    {
        foreach (string name in names)
        {
            if (taken.Add(name))
            {
                return name;
            }
        }

        return Allocate(names[names.Length - 1]);
    }
}
