using System;
using System.Security.Cryptography;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Machine;

/// <summary>
/// How many lots of a position may be closed now (host/MARGIN.md section 9, budget): the rest of the window's budget
/// of the underlying, and a fifth of a large position in its first step. Off by default. What is sent counts, filled
/// or not: an order that expires has been shown to the market all the same.
/// </summary>
internal sealed class LiquidationThrottle
{
    private const int ClipsMax = 1 << 16;

    private readonly MachineState state;
    private readonly LiquidationBudget budget;
    private readonly ClipTable clips;
    private readonly long[] longLots;

    public LiquidationThrottle(MachineState state)
    {
        this.state = state;
        MachineConfig config = state.Config;
        budget = new LiquidationBudget(state.Snapshot.Underlyings.Length, config.LiquidationWindowNs);
        IsBudgeted = config.LiquidationDepthCapMicro < FixedPoint.MoneyMax
            || config.LiquidationShareQ32 < MachineConfig.ShareWithoutBound;
        IsClipping = config.ClipThresholdMicro < FixedPoint.MoneyMax;
        clips = new ClipTable(IsClipping ? Math.Min(config.AccountsMax, ClipsMax) : 0);
        longLots = new long[state.Snapshot.Instruments.Length];
    }

    /// <summary>Whether liquidations share a budget, and so take turns in the order of accounts.</summary>
    public bool IsBudgeted { get; }

    private bool IsClipping { get; }

    /// <summary>Number of the window a stamp lies in.</summary>
    public long Window(long stampNs) => FixedPoint.FloorDiv(stampNs, state.Config.LiquidationWindowNs);

    /// <summary>
    /// Lots of a position that may be closed now, at most what is wanted. 0: it waits, for the budget when
    /// <paramref name="isUsedUp"/>, else for its cooldown.
    /// </summary>
    public long Allow(uint account, int instrument, long heldLots, long wantedLots, long stampNs, out bool isUsedUp)
    {
        isUsedUp = false;
        long mark = state.Instruments[instrument].MarkMicro;
        long lots = IsClipping ? Clip(account, instrument, heldLots, wantedLots, mark, stampNs) : wantedLots;
        if (!IsBudgeted || lots == 0 || mark == 0)
        {
            return lots;
        }

        int underlying = state.Snapshot.Instruments[instrument].Underlying;
        long left = budget.LeftMicro(underlying, stampNs, CapMicro(underlying));
        long allowed = Math.Min(lots, left / mark);
        isUsedUp = allowed == 0;
        return allowed;
    }

    /// <summary>Counts a closing order that was sent.</summary>
    public void Sent(uint account, int instrument, long heldLots, long lots, long stampNs)
    {
        long mark = state.Instruments[instrument].MarkMicro;
        if (IsBudgeted)
        {
            Int128 notional = Int128.Min((Int128)lots * mark, (Int128)FixedPoint.MoneyMax);
            budget.Use(state.Snapshot.Instruments[instrument].Underlying, stampNs, (long)notional);
        }

        if (IsClipping && IsLarge(heldLots, mark) && !clips.TryFind(account, instrument, out _))
        {
            clips.Add(account, instrument, stampNs);
        }
    }

    /// <summary>The account's liquidation has ended.</summary>
    public void Forget(uint account) => clips.Forget(account);

    /// <summary>Keeps open interest: the account's position moved by signed lots just now.</summary>
    public void Moved(uint account, int instrument, long signedLots)
    {
        if (IsBudgeted)
        {
            long after = state.Device.ReadPosition(account, instrument).Position;
            longLots[instrument] += FixedPoint.Pos(after) - FixedPoint.Pos(after - signedLots);
        }
    }

    /// <summary>Largest notional that one window may liquidate of an underlying, micro.</summary>
    public long CapMicro(int underlying)
    {
        Int128 openInterest = Int128.Zero;
        for (int i = 0; i < longLots.Length; i++)
        {
            if (state.Snapshot.Instruments[i].Underlying == underlying)
            {
                openInterest += (Int128)longLots[i] * state.Instruments[i].MarkMicro;
            }
        }

        return LiquidationBudget.CapMicro(
            state.Config.LiquidationDepthCapMicro,
            (long)Int128.Min(openInterest, (Int128)FixedPoint.MoneyMax),
            state.Config.LiquidationShareQ32);
    }

    /// <summary>Notional counted into the newest window of an underlying, micro.</summary>
    public long UsedMicro(int underlying) => budget.UsedMicro(underlying);

    /// <summary>Everything here that decides the future.</summary>
    public void AppendTo(IncrementalHash hash)
    {
        for (int u = 0; u < budget.Count; u++)
        {
            hash.Append(budget.Window(u), budget.UsedMicro(u));
        }

        hash.Append(longLots);
        hash.Append(clips.Count);
        for (int c = 0; c < clips.Count; c++)
        {
            (ulong key, long stampNs) = clips.At(c);
            hash.Append(unchecked((long)key), stampNs);
        }
    }

    // A first step has its bound, later ones have none; between them lies the cooldown. Without room to remember a
    // first step there is none yet.
    private long Clip(uint account, int instrument, long heldLots, long wantedLots, long mark, long stampNs)
    {
        if (clips.TryFind(account, instrument, out long firstNs))
        {
            return LiquidationClip.IsCooling(firstNs, state.Config.ClipCooldownNs, stampNs) ? 0 : wantedLots;
        }

        if (!IsLarge(heldLots, mark))
        {
            return wantedLots;
        }

        return clips.IsFull ? 0 : Math.Min(wantedLots, LiquidationClip.FirstStepLots(heldLots));
    }

    private bool IsLarge(long heldLots, long mark) =>
        LiquidationClip.IsLarge((Int128)heldLots * mark, state.Config.ClipThresholdMicro);
}
