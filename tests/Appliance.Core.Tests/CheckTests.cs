using System;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Appliance.Core.Tests;

/// <summary>A failed check says what, in which file and on which line.</summary>
public sealed class CheckTests
{
    [Fact]
    public void What_holds_passes() => Assert.Null(Record.Exception(() => Check.That(Line() > 0)));

    [Fact]
    public void What_does_not_hold_is_named_with_its_file_and_line()
    {
        int slot = 7, slots = 7;
        int line = Line() + 1;
        Exception fault = Assert.Throws<CheckFailedException>(() => Check.That(slot < slots));
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"check failed: slot < slots (CheckTests.cs:{line})"),
            fault.Message);
    }

    [Fact]
    public void The_path_of_the_machine_that_built_it_is_left_out()
    {
        string path = System.IO.Path.Combine(System.IO.Path.DirectorySeparatorChar + "somewhere", "Ring.cs");
        Exception fault = Assert.Throws<CheckFailedException>(() => Check.That(false, "x", path, 12));
        Assert.Equal("check failed: x (Ring.cs:12)", fault.Message);
    }

    private static int Line([CallerLineNumber] int line = 0) => line;
}
