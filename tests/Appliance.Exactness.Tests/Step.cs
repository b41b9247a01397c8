using System.Collections.Generic;
using System.Globalization;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>
/// What happens to a device: a command, an epoch in which one linear instrument is re-arrayed, or an epoch in which
/// tables and parameters are drawn anew from a seed of their own.
/// </summary>
internal readonly record struct Step(DeviceCommand Command, int Rearrayed, long ContractValue, ulong TablesSeed)
{
    public bool IsArrays => ContractValue > 0;

    public bool IsTables => TablesSeed > 0;

    public bool IsLoad => IsArrays || IsTables;

    public static Step Do(in DeviceCommand command) => new(command, 0, 0, 0);

    public static Step Load(int instrument, long contractValue) => new(default, instrument, contractValue, 0);

    public static Step LoadTables(ulong seed) => new(default, 0, 0, seed | 1);

    public override string ToString()
    {
        if (IsLoad)
        {
            return IsTables ? $"load epoch: tables of seed {TablesSeed}"
                : $"load epoch: instrument {Rearrayed} at {ContractValue}";
        }

        List<string> parts = [$"{Command.Op} group {Command.Group} instrument {Command.Instrument}"];
        Add(parts, "side", Command.Side);
        Add(parts, "lots", Command.Lots);
        Add(parts, "value", Command.Value);
        Add(parts, "fee", Command.Fee);
        Add(parts, "reserve", Command.Reserve);
        Add(parts, "old lots", Command.OldLots);
        Add(parts, "old reserve", Command.OldReserve);
        string flags = Command.Flags == DeviceCommandFlags.None ? string.Empty : $" {Command.Flags}";
        return string.Join(' ', parts) + flags;
    }

    private static void Add(List<string> parts, string name, long value)
    {
        if (value != 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {value}"));
        }
    }
}
