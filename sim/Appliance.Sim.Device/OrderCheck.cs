using System;
using System.Runtime.CompilerServices;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// CheckOrder and EvaluateOrder for what nearly all orders are: a plain order in an instrument that the group holds
/// or works already, in a group by itself whose numbers fit 64 bits and whose equity is the same for calls and for new
/// risk. One pass over W, nothing taken twice. Whatever is not so
/// is left untouched to <see cref="OrderOps"/>, which decides everything; both give the same bits.
/// </summary>
internal sealed unsafe class OrderCheck
{
    // The requirement of a narrow group and ORACLE are below 2^61 + 2^59 together (RequirementScale), so that with
    // reserves and FUND of at most this each IMR is below 2^62 and cannot saturate.
    private const long NarrowReserves = 1L << 59;
    private readonly DeviceState state;
    private readonly int columns;

    public OrderCheck(DeviceState state)
    {
        this.state = state;
        columns = state.Tables.Profile.JointColumns;
    }

    /// <summary>False when the order is not one of these; nothing has changed then.</summary>
    public bool TryPlace(in DeviceCommand command, ref DeviceResult result)
    {
        if (!state.Scale.HasFusedTail || !IsPlain(command))
        {
            return false;
        }

        GroupStore store = state.Store;
        uint group = command.Group;
        GroupHeader* header = store.Header(group);
        int index = PositionKeys.Find(store.Keys(group), store.KeysPerGroup, command.Instrument);
        bool isReady = header->IsOpen != 0 & header->Epoch == state.Epoch & header->IsOutOfRange == 0
            & header->SumsW.IsValid != 0 & header->SumsW.ScanMax >= 0 & header->IsSaturatedL == 0
            & !header->IsStandard & header->Kind <= MarginGroupKind.Isolated;
        long equity = store.EquityMicro[group];
        if (!isReady || index < 0 || index >= header->PositionCount || Math.Abs(equity) >= FixedPoint.MoneyMax
            || !state.Equity.IsInitialAtSight(header) || state.Equity.Charges.HasAny(header))
        {
            return false;
        }

        Draft draft = default;
        draft.Position = store.Positions(header) + index;
        draft.BucketIndex = PositionKeys.Bucket(store.Keys(group)[index]);
        draft.Bucket = store.Bucket(header, draft.BucketIndex);
        if (draft.Bucket->DatedCount != 0 || !TryBound(command, header, ref draft))
        {
            return false;
        }

        Judge(command, header, equity, ref draft, ref result);
        return true;
    }

    private bool IsPlain(in DeviceCommand c) => unchecked(c.Group < (uint)state.Store.Capacity.Groups
        & (uint)c.Instrument < (uint)state.Arrays.Count
        & c.Flags == DeviceCommandFlags.None
        & (c.Side == 1 | c.Side == -1)
        & (ulong)(c.Lots - 1) < Limits.OrderLotsMax
        & (ulong)c.Value < Limits.PerLotLimit
        & (ulong)c.Reserve < Limits.PerLotLimit
        & (ulong)c.Fee <= FixedPoint.MoneyMax
        & (c.OldLots | c.OldReserve) == 0);

    // Section 7 step 3, and that everything after the order is still narrow.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryBound(in DeviceCommand command, GroupHeader* header, ref Draft draft)
    {
        unchecked
        {
            GroupPosition* position = draft.Position;
            ArrayRow* row = state.Arrays.Row(command.Instrument);
            ulong wide = Math.BigMul((ulong)command.Lots, (ulong)row->Rmax, out ulong gabs)
                | Math.BigMul((ulong)command.Lots, (ulong)command.Reserve, out ulong reserves);
            long lots = Math.Abs(position->Q) + position->Bx + position->Sx + command.Lots;
            draft.Gabs = header->Gabs + (long)gabs;
            draft.Reserves = header->ReservesMicro + (long)reserves;
            draft.LotsW = header->LotsW + command.Lots;
            draft.ShortW = draft.Bucket->ShortW;
            if (row->IsOption != 0 && command.Side < 0)
            {
                long shortNow = FixedPoint.Pos(position->Sx - position->Q);
                draft.ShortW += FixedPoint.Pos(position->Sx + command.Lots - position->Q) - shortNow;
            }

            InstrumentRow* instrument = state.Tables.Instrument(command.Instrument);
            draft.Funding = instrument->Funding == 0
                ? header->FundingW
                : FundingWith(command, header, instrument, position, row->ContractValue);
            return wide == 0 & instrument->LegCount == 0 & !instrument->IsCollateral
                & draft.Funding <= (Int128)NarrowReserves & gabs <= FixedPoint.MoneyMax & reserves <= NarrowReserves
                & draft.Gabs <= state.Scale.NarrowGabs
                & draft.LotsW <= state.Scale.NarrowLots
                & draft.Reserves <= NarrowReserves
                & lots <= Limits.GroupLotsMax;
        }
    }

    // FUND with the order in it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Int128 FundingWith(
        in DeviceCommand command,
        GroupHeader* header,
        InstrumentRow* instrument,
        GroupPosition* position,
        long contractValue)
    {
        long bought = command.Side > 0 ? command.Lots : 0;
        (long q, long bx, long sx) = (position->Q, position->Bx, position->Sx);
        return header->FundingW - FundingTerms.Charge(*instrument, q, bx, sx, contractValue)
            + FundingTerms.Charge(*instrument, q, bx + bought, sx + command.Lots - bought, contractValue);
    }

    private void Judge(
        in DeviceCommand command, GroupHeader* header, long equity, ref Draft draft, ref DeviceResult result)
    {
        unchecked
        {
            bool isBuy = command.Side > 0;
            long signed = isBuy ? command.Lots : -command.Lots;
            Clamp clamp = isBuy ? Clamp.Buy : Clamp.Sell;
            bool isKept = command.Op == DeviceOp.CheckOrder;
            long* losses = state.Arrays.Losses(command.Instrument);
            long* bucketW = GroupStore.BucketW(draft.Bucket);
            long* jointW = state.Store.JointW(header);
            OrderProbe probe;
            state.Kernels.ProbeOrder(bucketW, jointW, losses, columns, signed, clamp, isKept, &probe);
            Fold(header, probe, ref draft);
            TermSums sums = draft.Sums;
            long requirement = state.Engine.Combine(&sums, (probe.Tail + 3) >> 2, draft.LotsW, MarginKind.Initial);
            long initial = requirement + draft.Reserves + (long)draft.Funding + sums.Oracle;
            bool isAccepted = initial <= equity;
            bool wasShort = equity < state.InitialMargin(header, out _);
            result.Verdict = isAccepted ? DeviceVerdict.Accept : DeviceVerdict.Reject;
            result.Reason = isAccepted ? ReasonCode.None
                : wasShort ? ReasonCode.ReduceOnly : ReasonCode.InsufficientMargin;
            result.Epoch = header->Epoch;
            result.Requirement = initial;
            result.Maintenance = header->RequirementL;
            result.Equity = equity;
            result.EquityInitial = equity;
            if (isAccepted & isKept)
            {
                Commit(command, header, requirement, ref draft);
            }
            else if (isKept)
            {
                state.Kernels.Accumulate(bucketW, losses, RiskProfile.BucketEntries, -signed, clamp);
                state.Kernels.Accumulate(jointW, losses + RiskProfile.BucketEntries, columns, -signed, clamp);
            }
        }
    }

    // The bucket's new terms, and the group's sums with them in the place of the old ones.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fold(GroupHeader* header, in OrderProbe probe, ref Draft draft)
    {
        unchecked
        {
            UnderlyingRow* rates = state.Tables.Underlying(draft.Bucket->Underlying);
            BucketTerms* old = &draft.Bucket->TermsW;
            BucketTerms terms;
            terms.Worst = probe.Worst;
            terms.NetDelta = Math.Max(0, Math.Max(probe.Up, probe.Down));
            terms.Matched = Math.Min(FixedPoint.Pos(probe.Up), FixedPoint.Pos(probe.Down));
            draft.Scan = RequirementEngine.ScaleTerms(rates, &terms, draft.ShortW, MarginKind.Initial);
            draft.Terms = terms;
            long oldScan = FixedPoint.MulCeil(old->Worst, rates->Multiplier);
            ref TermSums sums = ref draft.Sums;
            sums.Scan = header->SumsW.Scan + draft.Scan - oldScan;
            sums.Added = header->SumsW.Added + terms.Added - old->Added;
            sums.Tier = header->SumsW.Tier + terms.Tier - old->Tier;
            sums.ShortOption = header->SumsW.ShortOption + terms.ShortOption - old->ShortOption;
            sums.Oracle = header->SumsW.Oracle + RequirementEngine.OracleCharge(rates, terms.NetDelta)
                - RequirementEngine.OracleCharge(rates, old->NetDelta);
            sums.IsValid = 1;

            // An order only adds to W, so no scan falls and the largest stays known.
            sums.ScanMax = Math.Max(header->SumsW.ScanMax, draft.Scan);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Commit(in DeviceCommand command, GroupHeader* header, long requirement, ref Draft draft)
    {
        if (command.Side > 0)
        {
            draft.Position->Bx += command.Lots;
        }
        else
        {
            draft.Position->Sx += command.Lots;
        }

        draft.Bucket->TermsW = draft.Terms;
        draft.Bucket->ShortW = draft.ShortW;
        state.Store.Scans(header, MarginKind.Initial)[draft.BucketIndex] = draft.Scan;
        header->SumsW = draft.Sums;
        header->LotsW = draft.LotsW;
        header->Gabs = draft.Gabs;
        header->ReservesMicro = draft.Reserves;
        header->FundingW = draft.Funding;
        header->OracleW = draft.Sums.Oracle;
        header->RequirementW = requirement;
        header->IsSaturatedW = 0;
    }

    // The group with the order in it, as far as it differs.
    private struct Draft
    {
        public GroupPosition* Position;
        public GroupBucket* Bucket;
        public int BucketIndex;
        public long Gabs;
        public long Reserves;
        public long LotsW;
        public long ShortW;
        public long Scan;
        public BucketTerms Terms;
        public TermSums Sums;
        public Int128 Funding;
    }
}
