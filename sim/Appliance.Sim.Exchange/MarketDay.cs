using System;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Sim.Exchange;

/// <summary>
/// The programme of the day, one part a step: first instruments, accounts and deposits, as many as fit, then one tick
/// after the other. Writes into the buffer of the coming step and never beyond the room it is given.
/// </summary>
internal sealed class MarketDay
{
    private const long NsPerSecond = 1_000_000_000;
    private const long NsPerMs = 1_000_000;
    private const long SetupSeconds = 120;
    private const long MicroPerUsdt = 1_000_000;

    /// <summary>One instrument's top of book every so many ticks.</summary>
    private const int TopEveryTicks = 4;

    private readonly Scenario scenario;
    private readonly Accounts accounts;
    private readonly Venue venue;
    private readonly MakerDesk makers;
    private readonly TraderDesk traders;
    private readonly FrameWriter writer;
    private readonly PriceBridge bridge;
    private readonly Bar[][] bars;
    private readonly long[][] path;
    private readonly FlowRates rates;
    private uint nextAccount;
    private bool instrumentsSent;

    public MarketDay(
        Scenario scenario,
        int barCount,
        Accounts accounts,
        Venue venue,
        MakerDesk makers,
        TraderDesk traders,
        FrameWriter writer,
        Prng prng)
    {
        this.scenario = scenario;
        this.accounts = accounts;
        this.venue = venue;
        this.makers = makers;
        this.traders = traders;
        this.writer = writer;
        BarCount = barCount;
        bridge = new PriceBridge(prng, scenario.TicksPerBar);
        rates = Scale(scenario.PerTick, accounts.Count, scenario.Accounts);
        bars = new Bar[scenario.Instruments.Count][];
        path = new long[bars.Length][];
        for (int i = 0; i < bars.Length; i++)
        {
            InstrumentSpec spec = scenario.Instruments[i];
            bars[i] = new Bar[barCount];
            path[i] = new long[scenario.TicksPerBar];
            for (int bar = 0; bar < barCount; bar++)
            {
                bars[i][bar] = spec.ToTicks(scenario.Bars[spec.Underlying][bar]);
            }
        }
    }

    public int BarCount { get; }

    /// <summary>Ticks that have been written.</summary>
    public int Ticks { get; private set; }

    /// <summary>Ticks of the whole run.</summary>
    public int TickCount => BarCount * scenario.TicksPerBar;

    public bool IsOver => Ticks == TickCount;

    private bool IsSetUp => nextAccount == (uint)accounts.Count;

    /// <summary>Simulated time of the part that is written next.</summary>
    public long NextUtcNs
    {
        get
        {
            if (!IsSetUp || IsOver)
            {
                return IsOver ? 0 : (scenario.Bars.StartsMs[0] * NsPerMs) - (SetupSeconds * NsPerSecond);
            }

            (int bar, int tick) = Math.DivRem(Ticks, scenario.TicksPerBar);
            long intoBar = scenario.BarSeconds * NsPerSecond * tick / scenario.TicksPerBar;
            return (scenario.Bars.StartsMs[bar] * NsPerMs) + intoBar;
        }
    }

    /// <summary>Frames of a tick that are not optional.</summary>
    public int FramesPerTickMin => bars.Length + 1;

    /// <summary>Writes the next part; the buffer then holds at most <paramref name="framesMax"/> frames.</summary>
    public void WriteNext(int framesMax)
    {
        if (IsSetUp)
        {
            WriteTick(framesMax);
            return;
        }

        if (!instrumentsSent)
        {
            WriteInstruments();
        }

        while (!IsSetUp && writer.Buffer.Count + 3 <= framesMax)
        {
            WriteAccount(nextAccount++);
        }
    }

    private static FlowRates Scale(FlowRates rates, int accounts, int accountsOfScenario)
    {
        int Of(int rate) => rate == 0 ? 0 : (int)Math.Max(1, (long)rate * accounts / accountsOfScenario);

        // There are as many quotes to keep with few accounts as with many; a fifth of the rate keeps them alive.
        return new FlowRates(
            Math.Max(Of(rates.Requotes), (rates.Requotes + 4) / 5),
            Of(rates.Takers),
            Of(rates.Passives),
            Of(rates.Cancels),
            Of(rates.Replaces));
    }

    private void WriteInstruments()
    {
        for (int i = 0; i < bars.Length; i++)
        {
            writer.Definition(i);
        }

        for (int i = 0; i < bars.Length; i++)
        {
            writer.Status(i, SecurityTradingStatus.ReadyToTrade);
            writer.Mark(i, bars[i][0].Open);
        }

        instrumentsSent = true;
    }

    private void WriteAccount(uint account)
    {
        writer.OpenGroup(account);
        if (account == 0 && scenario.InsuranceFundUsdt > 0)
        {
            // An adjustment of the backstop's account is a contribution to the insurance fund.
            writer.Collateral(0, CollateralAction.Adjustment, scenario.InsuranceFundUsdt * MicroPerUsdt);
        }

        if (accounts[account].DepositMicro > 0)
        {
            writer.Collateral(account, CollateralAction.Deposit, accounts[account].DepositMicro);
        }
    }

    private void WriteTick(int framesMax)
    {
        (int bar, int tick) = Math.DivRem(Ticks, scenario.TicksPerBar);
        for (int i = 0; i < bars.Length; i++)
        {
            if (tick == 0)
            {
                bridge.Fill(bar, i, bars[i][bar], path[i]);
            }

            venue.MarkTicks[i] = path[i][tick];
            writer.Mark(i, path[i][tick]);
        }

        if (Ticks == 0)
        {
            traders.Plan(Math.Min(scenario.OpeningBars, BarCount) * scenario.TicksPerBar);
        }

        if (Ticks % TopEveryTicks == 0)
        {
            int shown = Ticks / TopEveryTicks % bars.Length;
            writer.Top(shown, venue.Book(shown));
        }

        // Makers first: their quotes move before anybody trades on the news.
        makers.Quote(Fit(rates.Requotes, framesMax));
        if (bar < scenario.OpeningBars)
        {
            traders.Open(framesMax);
        }

        traders.Trade(
            Fit(rates.Takers, framesMax),
            Fit(rates.Passives, framesMax),
            Fit(rates.Replaces, framesMax),
            Fit(rates.Cancels, framesMax));
        Ticks++;
    }

    // A quarter of the room for each kind at most; only a tick after an avalanche of fills gets that far.
    private int Fit(int rate, int framesMax) => Math.Max(0, Math.Min(rate, (framesMax - writer.Buffer.Count) / 4));
}
