using System;
using Appliance.Core;
using Appliance.Transport;

namespace Appliance.Sim.Exchange;

/// <summary>
/// The world around an appliance: market data, ten thousand accounts, a matching venue and margin-call payers, driven
/// by recorded prices. It runs in lock-step: a step sends its frames, the last one a heartbeat, and the next step is
/// made only after the appliance's report on that heartbeat. So a run is a pure function of scenario, options and
/// seed, on any machine and any topology of the appliance. No thread, no clock but for pacing.
/// </summary>
/// <remarks>
/// What an appliance may rely on. Ids: a ClOrdID is used once and they rise over all accounts. OrderQty of a replace is
/// the new total, what traded already included. Reports carry the id the order has at the venue: fills that overtake
/// a replace still carry the old one; Replaced carries the new one, and so does every report after it. A replace that
/// comes too late, or a replaced total that has traded already, ends with Rejected or Canceled under the new id.
/// Canceled and Expired carry the id of the order, never that of the request. An immediate order ends filled or
/// Expired. No report is sent for a cancel that finds nothing.
/// </remarks>
/// <example>while (sim.Step()) { while (!sim.TryCompleteStep()) { /* let the appliance work */ } }</example>
public sealed class ExchangeSimulator
{
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>Steps without market data that bring the last reports; what never fills ends here.</summary>
    private const int StepsAfterDayMax = 8;

    private readonly IFrameSink sink;
    private readonly IFrameSource source;
    private readonly SimulatorOptions options;
    private readonly FrameWriter writer;
    private readonly RequestDesk desk;
    private readonly FeedbackReader reader;
    private readonly MarketDay day;
    private FrameBuffer sending = new();
    private FrameBuffer coming = new();
    private int sent;
    private int stepsAfterDay;
    private ulong token;
    private bool isOpen;
    private long scheduleStartNs;
    private long scheduleEndNs;

    /// <param name="scenario">The day and its people.</param>
    /// <param name="seed">With the same seed everything is the same; print it with every failure.</param>
    /// <param name="toAppliance">Takes what the exchange sends.</param>
    /// <param name="fromAppliance">Gives what the appliance sends, verdicts and risk messages in one order.</param>
    /// <param name="options">Null for the whole day as fast as it goes.</param>
    public ExchangeSimulator(
        Scenario scenario,
        ulong seed,
        IFrameSink toAppliance,
        IFrameSource fromAppliance,
        SimulatorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(toAppliance);
        ArgumentNullException.ThrowIfNull(fromAppliance);
        this.options = options ?? new SimulatorOptions();
        Check.That(this.options.OrdersPerSecond == 0 || this.options.Clock is not null);
        Check.That(this.options.FramesPerStepMax >= 256 && this.options.Bars >= 0);
        sink = toAppliance;
        source = fromAppliance;
        Seed = seed;
        int accountCount = this.options.Accounts == 0 ? scenario.Accounts : this.options.Accounts;
        int barCount = scenario.Bars.StartsMs.Count;
        barCount = this.options.Bars == 0 ? barCount : Math.Min(this.options.Bars, barCount);

        // One generator a group of agents: what one draws never shifts what another does.
        Prng root = new(seed);
        Accounts = new Accounts(scenario, accountCount, root.Fork(1));
        OrderPool pool = new();
        writer = new FrameWriter(scenario.Instruments, Statistics, coming);
        Venue = new Venue(scenario, pool, Accounts, writer, Statistics);
        desk = new RequestDesk(scenario, pool, Accounts, Venue, writer, Statistics);
        MakerDesk makers = new(scenario, pool, Accounts, Venue, desk, root.Fork(2));
        TraderDesk traders = new(scenario, pool, Accounts, Venue, desk, writer, root.Fork(3));
        CallDesk calls = new(scenario, Accounts, traders, writer, Statistics, root.Fork(4));
        reader = new FeedbackReader(desk, Venue, calls, Statistics);
        day = new MarketDay(scenario, barCount, Accounts, Venue, makers, traders, writer, root.Fork(5));
        writer.AdvanceTo(day.NextUtcNs);
    }

    public ulong Seed { get; }

    public ExchangeStatistics Statistics { get; } = new();

    /// <summary>What the appliance said of itself at the last heartbeat.</summary>
    public ApplianceState LastState => reader.LastState;

    /// <summary>Bars of this run, and those already begun.</summary>
    public int BarCount => day.BarCount;

    public int BarsDone => day.Ticks * day.BarCount / Math.Max(1, day.TickCount);

    /// <summary>True while a step waits for the appliance: call <see cref="TryCompleteStep"/>.</summary>
    public bool IsStepOpen => isOpen;

    internal Accounts Accounts { get; }

    internal Venue Venue { get; }

    /// <summary>
    /// Makes the next step and starts to send it. False when the day is over: nothing was sent. The step before must
    /// be complete.
    /// </summary>
    public bool Step()
    {
        Check.That(!isOpen);
        if (day.IsOver && (coming.Count == 0 || stepsAfterDay++ == StepsAfterDayMax))
        {
            return false;
        }

        int framesMax = options.FramesPerStepMax - 1;
        bool isOverfull = coming.Count > framesMax - day.FramesPerTickMin;
        if (!isOverfull && !day.IsOver)
        {
            day.WriteNext(framesMax);
        }

        Swap(framesMax, isOverfull);
        Statistics.Steps++;
        isOpen = true;
        Schedule();
        SendSome();
        return true;
    }

    /// <summary>
    /// Sends what is due and takes in what the appliance answered; never blocks. True once the step is complete, that
    /// is, all is sent and the state report of its heartbeat has arrived.
    /// </summary>
    public bool TryCompleteStep()
    {
        if (!isOpen)
        {
            return true;
        }

        SendSome();
        while (source.TryReceive(out Frame frame))
        {
            if (reader.Take(frame, token))
            {
                Check.That(sent == sending.Count);
                isOpen = false;
                desk.EndStep();
                return true;
            }
        }

        return false;
    }

    private void Swap(int framesMax, bool isOverfull)
    {
        (sending, coming) = (coming, sending);
        coming.Clear();
        if (sending.Count > framesMax)
        {
            sending.MoveTail(framesMax, coming);
        }

        // After an avalanche some requests wait with the tail; none of them is given up before it was sent.
        if (!isOverfull)
        {
            desk.BeginStep();
        }

        writer.Buffer = sending;
        writer.Heartbeat(++token);
        writer.Buffer = coming;
        writer.RestampAll();
        writer.AdvanceTo(day.NextUtcNs);
        sent = 0;
    }

    private void Schedule()
    {
        if (options.OrdersPerSecond > 0)
        {
            long durationNs = sending.OrderCount * NsPerSecond / options.OrdersPerSecond;
            scheduleStartNs = Math.Max(options.Clock!.MonotonicNs, scheduleEndNs);
            scheduleEndNs = scheduleStartNs + durationNs;
        }
    }

    private void SendSome()
    {
        while (sent < sending.Count)
        {
            long intendedNs = 0;
            if (options.OrdersPerSecond > 0)
            {
                intendedNs = scheduleStartNs + ((scheduleEndNs - scheduleStartNs) * sent / sending.Count);
                if (options.Clock!.MonotonicNs < intendedNs)
                {
                    return;
                }
            }

            ReadOnlySpan<byte> frame = sending.Read(sent, out ushort streamId, out long stampNs);
            if (!sink.TryOffer(streamId, stampNs, intendedNs, frame))
            {
                return;
            }

            sent++;
        }
    }
}
