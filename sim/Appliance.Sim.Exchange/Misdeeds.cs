using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Sim.Exchange;

/// <summary>What is wrong with an order on purpose.</summary>
internal enum Misdeed : byte
{
    None = 0,
    OffTick,
    OffLot,
    BeyondCollar,
    Oversize,
    UnknownAccount,
    UnknownInstrument,
    DuplicateClOrdId,
}

/// <summary>Seeded misbehaviour of traders: which order goes wrong, and how.</summary>
internal static class Misdeeds
{
    private const uint UnknownSecurityOffset = 1000;
    private const long CollarFactor = 3;

    /// <summary>Mostly none.</summary>
    public static Misdeed Pick(Misbehaviour rates, Prng prng)
    {
        long at = prng.Next(1_000_000);
        return (at -= rates.OffTickPpm) < 0 ? Misdeed.OffTick
            : (at -= rates.OffLotPpm) < 0 ? Misdeed.OffLot
            : (at -= rates.BeyondCollarPpm) < 0 ? Misdeed.BeyondCollar
            : (at -= rates.OversizePpm) < 0 ? Misdeed.Oversize
            : (at -= rates.UnknownAccountPpm) < 0 ? Misdeed.UnknownAccount
            : (at -= rates.UnknownInstrumentPpm) < 0 ? Misdeed.UnknownInstrument
            : at - rates.DuplicateClOrdIdPpm < 0 ? Misdeed.DuplicateClOrdId
            : Misdeed.None;
    }

    /// <summary>Bends an order that was right. A duplicate id is no bending; it is sent another way.</summary>
    public static void Apply(
        Misdeed misdeed, InstrumentSpec spec, int accounts, int instruments, ref Order order, ref OrderTicket ticket)
    {
        Check.That(misdeed is not Misdeed.None and not Misdeed.DuplicateClOrdId);
        order.Illegal = misdeed != Misdeed.BeyondCollar;
        order.Opening = false;
        switch (misdeed)
        {
            case Misdeed.OffTick:
                // With a tick or lot of one unit there is nothing between two steps: zero is as illegal.
                ticket.IsMarket = false;
                ticket.PriceMantissa = spec.TickMantissa == 1 ? 0 : ticket.PriceMantissa + (spec.TickMantissa / 2);
                break;
            case Misdeed.OffLot:
                ticket.QtyMantissa = spec.LotMantissa == 1 ? 0 : ticket.QtyMantissa + (spec.LotMantissa / 2);
                break;
            case Misdeed.BeyondCollar:
                ticket.IsMarket = false;
                order.PriceTicks = order.Side == Side.Buy
                    ? order.PriceTicks * CollarFactor
                    : System.Math.Max(1, order.PriceTicks / CollarFactor);
                ticket.PriceMantissa = order.PriceTicks * spec.TickMantissa;
                break;
            case Misdeed.Oversize:
                ticket.QtyMantissa = (Limits.OrderLotsMax + 1) * spec.LotMantissa;
                break;
            case Misdeed.UnknownAccount:
                ticket.Account = (uint)accounts + ticket.Account;
                order.Account = ticket.Account;
                break;
            case Misdeed.UnknownInstrument:
                ticket.SecurityId = (uint)instruments + UnknownSecurityOffset;
                break;
            default:
                Check.That(false);
                break;
        }
    }
}
