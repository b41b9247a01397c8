using System;
using Appliance.Core;

namespace Appliance.Machine;

/// <summary>Where an account stands between its equity and its requirement (host/MARGIN.md section 9).</summary>
public enum MarginPhase : byte
{
    Healthy = 0,

    /// <summary>A margin call is out.</summary>
    Call = 1,

    /// <summary>The appliance closes positions.</summary>
    Liquidating = 2,

    /// <summary>Handed to the backstop; an operator decides what happens next.</summary>
    Defaulted = 3,
}

/// <summary>The machine's own state of an account; money and positions live in the device.</summary>
internal struct AccountState
{
    /// <summary>No window has been found used up.</summary>
    public const long WindowFree = long.MinValue;

    public bool IsOpen;
    public bool IsBlocked;
    public bool IsReduceOnly;
    public MarginPhase Phase;

    /// <summary>First working order of the account's chain, or OrderTable.None.</summary>
    public int OrdersHead;

    /// <summary>Closing orders whose end the venue has not reported.</summary>
    public int ClosingOrders;

    /// <summary>Where the watch list holds the account, or -1.</summary>
    public int WatchIndex;
    public long CallDeadlineNs;

    /// <summary>Under a budget: waits for its turn to close something.</summary>
    public bool IsWaiting;

    /// <summary>The window whose budget was used up when the account last had its turn, or WindowFree.</summary>
    public long UsedUpWindow;

    /// <summary>Loss that the fund could not pay and that is still in the account's equity: counted once.</summary>
    public long UncoveredMicro;
}

/// <summary>Accounts by id, and the dense list of those that need another look as marks move.</summary>
internal sealed class AccountTable
{
    private readonly AccountState[] states;
    private readonly uint[] watched;

    public AccountTable(int capacity)
    {
        states = new AccountState[capacity];
        watched = new uint[capacity];
        foreach (ref AccountState state in states.AsSpan())
        {
            state.OrdersHead = OrderTable.None;
            state.WatchIndex = -1;
        }
    }

    public int Capacity => states.Length;

    /// <summary>One above the highest id ever opened.</summary>
    public int HighWater { get; private set; }

    public int WatchedCount { get; private set; }

    /// <summary>Accounts that wait for their turn to be closed.</summary>
    public int WaitingCount { get; private set; }

    public ref AccountState this[uint account] => ref states[account];

    public bool IsOpen(uint account) => account < (uint)states.Length && states[account].IsOpen;

    public void Open(uint account)
    {
        Check.That(account < (uint)states.Length && !states[account].IsOpen);
        states[account].IsOpen = true;
        HighWater = Math.Max(HighWater, (int)account + 1);
    }

    public uint Watched(int index) => watched[index];

    public void Watch(uint account)
    {
        if (states[account].WatchIndex < 0)
        {
            states[account].WatchIndex = WatchedCount;
            watched[WatchedCount++] = account;
        }
    }

    public void Unwatch(uint account)
    {
        int hole = states[account].WatchIndex;
        if (hole < 0)
        {
            return;
        }

        uint last = watched[--WatchedCount];
        watched[hole] = last;
        states[last].WatchIndex = hole;
        states[account].WatchIndex = -1;
    }

    /// <summary>
    /// Under a budget: the account closes something when its turn comes, not in this window if used up.
    /// </summary>
    public void Wait(uint account, long usedUpWindow)
    {
        ref AccountState own = ref states[account];
        WaitingCount += own.IsWaiting ? 0 : 1;
        own.IsWaiting = true;
        own.UsedUpWindow = usedUpWindow;
    }

    /// <summary>The account's turn has come, or it has nothing to close any more.</summary>
    public void EndWait(uint account)
    {
        ref AccountState own = ref states[account];
        WaitingCount -= own.IsWaiting ? 1 : 0;
        own.IsWaiting = false;
    }

    public int CountIn(MarginPhase phase)
    {
        int count = 0;
        for (int w = 0; w < WatchedCount; w++)
        {
            count += states[watched[w]].Phase == phase ? 1 : 0;
        }

        return count;
    }
}
