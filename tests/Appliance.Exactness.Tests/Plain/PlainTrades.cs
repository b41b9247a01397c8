using System.Numerics;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Section 6: what moves positions, cash and assets.</summary>
internal sealed class PlainTrades(PlainState state, PlainBounds bounds)
{
    private Bend Bend => state.Bend;

    public DeviceResult Fill(in DeviceCommand c)
    {
        PlainGroup group = state.Groups[c.Group];
        BigInteger reserve = Bend == Bend.FillKeepsReserve ? 0 : (BigInteger)c.Lots * c.Reserve;
        PlainGroup next = group.WithWorking(c.Instrument, c.Side, -c.Lots, -reserve);
        BigInteger paid = (BigInteger)c.Side * c.Lots * c.Value;
        MoveAny(next, c.Instrument, c.Side * c.Lots, paid);
        next.Cash -= paid + (Bend == Bend.FillForgetsFee ? 0 : c.Fee);
        return Commit(group, next);
    }

    public DeviceResult Trade(in DeviceCommand c)
    {
        if (state.IsPool(c.Group))
        {
            return state.Answer(c.Group, ReasonCode.UnknownAccount);
        }

        PlainGroup group = state.Groups[c.Group];
        PlainUnit unit = state.Unit(c.Group);
        ReasonCode reason = bounds.Instrument(group, c.Instrument);
        reason = reason == ReasonCode.None ? bounds.Room(unit, group, c.Instrument, isOrder: false) : reason;
        if (reason != ReasonCode.None)
        {
            return state.Answer(unit, reason);
        }

        PlainGroup next = group.Clone();
        BigInteger paid = (BigInteger)c.Side * c.Lots * c.Value;
        MoveAny(next, c.Instrument, c.Side * c.Lots, paid);
        next.Cash -= paid + c.Fee;
        return Fits(unit, group, next, c.Instrument) ? Commit(group, next) : state.Answer(unit, ReasonCode.Range);
    }

    public DeviceResult MoveCash(in DeviceCommand c)
    {
        if (state.IsPool(c.Group))
        {
            return state.Answer(c.Group, ReasonCode.UnknownAccount);
        }

        PlainGroup group = state.Groups[c.Group], next = group.Clone();
        next.Cash += c.Value;
        if (!state.IsInBounds(next))
        {
            return state.Answer(c.Group, ReasonCode.Range);
        }

        bool isBarred = c.Value < 0 && (c.Flags & DeviceCommandFlags.Forced) == 0 && !IsCovered(next);
        return isBarred ? state.Answer(c.Group, ReasonCode.InsufficientCollateral) : Commit(group, next);
    }

    public DeviceResult MoveAsset(in DeviceCommand c)
    {
        if (state.IsPool(c.Group))
        {
            return state.Answer(c.Group, ReasonCode.UnknownAccount);
        }

        PlainGroup group = state.Groups[c.Group], next = group.Clone();
        if (c.Instrument < 0 || c.Instrument >= group.Epoch.Assets.Length)
        {
            return state.Answer(c.Group, ReasonCode.UnknownAsset);
        }

        BigInteger balance = next.Balances[c.Instrument] += c.Value;
        bool isForced = (c.Flags & DeviceCommandFlags.Forced) != 0;
        PlainUnit unit = state.Unit(c.Group).With(next);
        bool isRange = PlainMath.IsMoney(balance)
            && (!unit.IsPool || PlainMath.IsMoney(state.Requirement.Book(unit).Balances[c.Instrument]));
        ReasonCode reason = !isRange ? ReasonCode.Range
            : balance < 0 && !isForced && Bend != Bend.DebtWithoutForce ? ReasonCode.InsufficientCollateral
            : ReasonCode.None;
        AssetRisk asset = group.Epoch.Assets[c.Instrument];
        if (reason == ReasonCode.None && asset.RiskInstrument >= 0)
        {
            reason = Carry(group, next, asset, balance);
        }

        bool isBarred = c.Value < 0 && !isForced && reason == ReasonCode.None && !IsCovered(next);
        reason = isBarred ? ReasonCode.InsufficientCollateral : reason;
        return reason == ReasonCode.None ? Commit(group, next) : state.Answer(c.Group, reason);
    }

    // The collateral instrument of a risk-cancelling asset follows its balance.
    private ReasonCode Carry(PlainGroup group, PlainGroup next, AssetRisk asset, BigInteger balance)
    {
        if (group.Kind == MarginGroupKind.Isolated && Bend != Bend.IsolationMissing)
        {
            return ReasonCode.UnknownInstrument;
        }

        BigInteger lots = Bend == Bend.CollateralLotsTruncated ? balance / asset.LotUnits
            : PlainMath.FloorDiv(balance, asset.LotUnits);
        if (BigInteger.Abs(lots) > Limits.GroupLotsMax)
        {
            return ReasonCode.Range;
        }

        next[asset.RiskInstrument] = new PlainHolding((long)lots, 0, 0, 0);
        PlainUnit unit = state.Unit(group.Id);
        bool isSame = lots == group[asset.RiskInstrument].Q;
        ReasonCode room = isSame ? ReasonCode.None : bounds.Room(unit, group, asset.RiskInstrument, isOrder: false);
        return isSame || room != ReasonCode.None ? room
            : Fits(unit, group, next, asset.RiskInstrument) ? ReasonCode.None : ReasonCode.Range;
    }

    private bool Fits(PlainUnit unit, PlainGroup group, PlainGroup next, int instrument) =>
        bounds.FitsTrade(PlainUnit.Alone(group), PlainUnit.Alone(next), instrument)
        && (!unit.IsPool || bounds.FitsTrade(unit, unit.With(next), instrument));

    private bool IsCovered(PlainGroup next)
    {
        PlainUnit unit = state.Unit(next.Id).With(next);
        PlainScalar imr = state.Imr(unit), equity = state.EquityOf(unit, true);
        bool isEnough = Bend == Bend.WithdrawalLeavesOneMore ? imr.Value < equity.Value
            : Bend == Bend.WithdrawalsNotBarred || imr.Value <= equity.Value;
        return isEnough && !imr.IsSaturated && !equity.IsSaturated;
    }

    private void MoveAny(PlainGroup next, int instrument, long signed, BigInteger paid)
    {
        InstrumentRisk risk = next.Epoch.Instruments[instrument];
        if (risk.IsCombo)
        {
            MoveLegs(next, risk, signed, paid);
        }
        else
        {
            Move(next, instrument, signed, paid);
        }
    }

    private void MoveLegs(PlainGroup next, InstrumentRisk risk, long signed, BigInteger paid)
    {
        int rest = Bend == Bend.ComboRestToLastLeg ? risk.Legs.Length - 1 : 0;
        BigInteger left = paid;
        for (int k = 0; k < risk.Legs.Length; k++)
        {
            ComboLeg leg = risk.Legs.Span[k];
            left -= k == rest ? 0 : (BigInteger)signed * leg.Ratio * state.Prices.Marks[leg.Instrument];
        }

        for (int k = 0; k < risk.Legs.Length; k++)
        {
            ComboLeg leg = risk.Legs.Span[k];
            long lots = signed * leg.Ratio;
            Move(next, leg.Instrument, lots, k == rest ? left : (BigInteger)lots * state.Prices.Marks[leg.Instrument]);
        }
    }

    // Open value: signed entry value of what is open.
    private void Move(PlainGroup group, int instrument, long signed, BigInteger amount)
    {
        PlainHolding h = group[instrument];
        BigInteger size = BigInteger.Abs(signed), held = BigInteger.Abs(h.Q);
        BigInteger closed = (h.Q > 0) != (signed > 0) ? BigInteger.Min(size, held) : 0;
        BigInteger open = Bend == Bend.OpenValueFlipRoundsUp
            ? amount - (size == 0 ? 0 : PlainMath.CeilDiv(amount * closed, size))
            : amount - (size == 0 ? 0 : PlainMath.FloorDiv(amount * closed, size));
        if (closed == 0)
        {
            open = h.V + amount;
        }
        else if (closed != held)
        {
            open = h.V - (Bend == Bend.OpenValueRoundsUp
                ? PlainMath.CeilDiv(h.V * closed, held) : PlainMath.FloorDiv(h.V * closed, held));
        }

        group[instrument] = h with { Q = h.Q + signed, V = open };
    }

    private DeviceResult Commit(PlainGroup group, PlainGroup next)
    {
        bool fits = state.IsInBounds(next);
        if (fits)
        {
            state.Groups[group.Id] = next;
        }

        return state.Answer(group.Id, fits ? ReasonCode.None : ReasonCode.Range);
    }
}
