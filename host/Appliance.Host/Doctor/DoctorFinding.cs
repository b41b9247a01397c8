namespace Appliance.Host.Doctor;

/// <summary>One line of the doctor's report.</summary>
/// <param name="Name">Stable name of what was looked at, for machines.</param>
/// <param name="Verdict">What it came to.</param>
/// <param name="Found">What is there, in a few words.</param>
/// <param name="Advice">What to do; empty when nothing.</param>
/// <param name="Cost">What doing it costs; empty when there is no advice.</param>
internal sealed record DoctorFinding(
    string Name, DoctorVerdict Verdict, string Found, string Advice = "", string Cost = "");
