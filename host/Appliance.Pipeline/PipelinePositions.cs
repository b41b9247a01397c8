using System.Globalization;

namespace Appliance.Pipeline;

/// <summary>
/// Last sequences of the ring and its stages, -1 for none: the proof of an orderly stop is that all are the same, that
/// nothing waits in the outbox or among the refusals, and that the source has ended.
/// </summary>
public sealed record PipelinePositions
{
    /// <summary>The source has ended or was closed, and all it gave is in the ring.</summary>
    public bool IsSourceDone { get; init; }

    /// <summary>The last frame put in sequence.</summary>
    public long Cursor { get; init; }

    public long Machine { get; init; }

    /// <summary>Null when nothing is journaled.</summary>
    public long? Journal { get; init; }

    public long Publish { get; init; }

    /// <summary>The last output of the machine.</summary>
    public long Outputs { get; init; }

    public long OutputsSent { get; init; }

    /// <summary>The last order refused at the door.</summary>
    public long Refused { get; init; }

    public long RefusalsSent { get; init; }

    public bool IsDrained => IsSourceDone
        && Machine == Cursor
        && (Journal is null || Journal == Cursor)
        && Publish == Cursor
        && OutputsSent == Outputs
        && RefusalsSent == Refused;

    /// <summary>Behind a fence: everything that came in is answered.</summary>
    public bool IsAnswered => Publish == Cursor && RefusalsSent == Refused;

    /// <summary>The stage that has something to do and has not done it; the source's end is asked for last.</summary>
    public StageRole StandsStill(bool isWaitingForJournal)
    {
        long decided = isWaitingForJournal && Journal < Machine ? Journal.Value : Machine;
        if (Publish < decided || RefusalsSent < Refused)
        {
            return StageRole.Publish;
        }

        if (Machine < Cursor)
        {
            return StageRole.Machine;
        }

        return Journal < Cursor ? StageRole.Journal : StageRole.Ingest;
    }

    public override string ToString()
    {
        string journal = Journal is null ? "" : string.Create(CultureInfo.InvariantCulture, $", journal {Journal}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"cursor {Cursor}, machine {Machine}{journal}, publish {Publish}, outputs {OutputsSent} of {Outputs}, "
            + $"refusals {RefusalsSent} of {Refused}, source {(IsSourceDone ? "ended" : "open")}");
    }
}
