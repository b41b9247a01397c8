namespace Appliance.Exactness.Tests;

/// <summary>What every run of the suite must have come upon.</summary>
internal static class CoverageMarks
{
    public static readonly string[] Wanted = ["None Undecided"];
}
