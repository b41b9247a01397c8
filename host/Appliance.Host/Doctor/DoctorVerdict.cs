namespace Appliance.Host.Doctor;

/// <summary>What a look at one property of the machine came to.</summary>
internal enum DoctorVerdict
{
    Ok,

    /// <summary>The machine does not say, or the file that would is not there.</summary>
    Unknown,

    /// <summary>It works, and could be faster or steadier.</summary>
    Advice,

    /// <summary>Latency cannot be relied on, or the appliance may not start.</summary>
    Problem,
}
