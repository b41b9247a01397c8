using System.Globalization;
using System.Text;

namespace Appliance.Host.Configuration;

/// <summary>Places in the configuration, <c>risk.instruments[2].lotSize</c>, and their environment names.</summary>
internal static class ConfigPath
{
    public const string VariablePrefix = "APPLIANCE_";

    public static string Member(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    public static string Item(string path, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>ringSlots is APPLIANCE_RING_SLOTS, pacing.ordersPerSecond APPLIANCE_PACING_ORDERS_PER_SECOND.</summary>
    public static string Variable(string path)
    {
        StringBuilder name = new(VariablePrefix);
        foreach (char c in path)
        {
            if (char.IsAsciiLetterUpper(c))
            {
                name.Append('_');
            }

            name.Append(c == '.' ? '_' : char.ToUpperInvariant(c));
        }

        return name.ToString();
    }
}
