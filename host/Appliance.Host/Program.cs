namespace Appliance.Host;

internal static class Program
{
    private static int Main() => 70;
}
