using System.Collections.Generic;
using System.Linq;
using Appliance.Sim.Explain;

namespace Appliance.Host.Explaining;

/// <summary>A decision, its explanation, and the words that go with the numbers: all that a page shows.</summary>
public sealed record ExplainedDecision
{
    public required WatchedDecision Decision { get; init; }

    public required GroupExplanation Explanation { get; init; }

    public required ScenarioWords Words { get; init; }

    /// <summary>What money is counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>What is wrong with the day it came from, a sentence each; empty for a good day.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>The command that shows the same page again.</summary>
    public required string RepeatCommand { get; init; }

    public IReadOnlyList<Agreement> Agreements => Agreement.Of(Explanation, Decision.Result);

    /// <summary>Every number of the decision is what the oracle makes of the primary state.</summary>
    public bool Agrees => Agreements.All(number => number.IsEqual);

    public string Symbol(int instrument) => Explanation.State.Snapshot.Instruments[instrument].Symbol;

    public string Underlying(int underlying) => Explanation.State.Snapshot.Underlyings[underlying].Name;

    public string Asset(int asset) => Explanation.State.Snapshot.Assets[asset].Name;
}
