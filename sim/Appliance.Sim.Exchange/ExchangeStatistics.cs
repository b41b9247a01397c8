namespace Appliance.Sim.Exchange;

/// <summary>What the exchange sent, heard and matched so far; for the summary of a run. Counts unless named.</summary>
public sealed class ExchangeStatistics
{
    // Sent.
    public long Steps { get; internal set; }

    public long Frames { get; internal set; }

    public long Definitions { get; internal set; }

    public long Groups { get; internal set; }

    public long Collaterals { get; internal set; }

    public long Marks { get; internal set; }

    public long TopsOfBook { get; internal set; }

    public long NewOrders { get; internal set; }

    public long Cancels { get; internal set; }

    public long Replaces { get; internal set; }

    public long Reports { get; internal set; }

    /// <summary>Orders that a risk gate should refuse, among <see cref="NewOrders"/>.</summary>
    public long Misbehaved { get; internal set; }

    // Heard.
    public long Accepted { get; internal set; }

    public long AcceptedReduceOnly { get; internal set; }

    public long Rejected { get; internal set; }

    /// <summary>Verdicts that match no request: those on duplicate ids, else a fault of the other side.</summary>
    public long UnmatchedVerdicts { get; internal set; }

    /// <summary>Requests that got no verdict within their step.</summary>
    public long Unanswered { get; internal set; }

    public long LiquidationOrders { get; internal set; }

    public long LiquidationCancels { get; internal set; }

    public long FundMovements { get; internal set; }

    public long BackstopTransfers { get; internal set; }

    /// <summary>Frames that did not decode or that an exchange has no use for.</summary>
    public long UnknownFrames { get; internal set; }

    // Matched.
    public long Trades { get; internal set; }

    public long LiquidationTrades { get; internal set; }

    /// <summary>Orders that the appliance let pass and the venue refused.</summary>
    public long VenueRefusals { get; internal set; }

    /// <summary>Sum over trades of price times quantity, one side.</summary>
    public long VolumeMicro { get; internal set; }

    /// <summary>Commission of both sides.</summary>
    public long FeesMicro { get; internal set; }

    // Calls.
    public long CallsHeard { get; internal set; }

    public long CallsPaid { get; internal set; }

    public long CallsReduced { get; internal set; }

    public long CallsIgnored { get; internal set; }

    public long DepositedOnCallMicro { get; internal set; }

    /// <summary>New, cancel and replace requests.</summary>
    public long OrderEntryFrames => NewOrders + Cancels + Replaces;
}
