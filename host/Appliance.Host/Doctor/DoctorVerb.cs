using System;
using System.CommandLine;
using Appliance.Host.Running;

namespace Appliance.Host.Doctor;

/// <summary>The verb <c>doctor</c>: looks at the machine as somebody would who must promise a latency on it.</summary>
internal sealed class DoctorVerb(ProcessSeam process, SystemRoot root, Func<RuntimeFacts> facts)
{
    private readonly Option<bool> json = new("--json") { Description = "machine output on stdout, nothing else" };

    public Command Command()
    {
        Command command = new("doctor", "Looks at the machine: what is there, what to change, what that costs.")
        {
            json,
        };
        command.SetAction(parsed =>
        {
            DoctorReport report = DoctorReport.Of(root, facts());
            if (parsed.GetValue(json))
            {
                report.WriteJson(process.Output);
            }
            else
            {
                process.Output.Write(report.Text());
            }

            return report.Count(DoctorVerdict.Problem) == 0 ? ExitCodes.Good : ExitCodes.WrongAnswer;
        });
        return command;
    }
}
