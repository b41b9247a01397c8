using System;
using Appliance.Core;
using Appliance.Wire;
using Disruptor;

namespace Appliance.Pipeline;

/// <summary>
/// What becomes of a good frame when there may be no room for it, or when the appliance is fenced: it gets its
/// sequence, or is answered, or kept as the newest of its kind, or held until there is room. One frame at most is
/// held; while it is, the source is not read. Nothing that must not be lost ever leaves by another door.
/// </summary>
internal sealed class Admission
{
    // Marks, indexes, tops of books, trades.
    private const int PriceKinds = 4;
    private readonly IngestStage ingest;
    private readonly UnmanagedRingBuffer<EventSlot> ring;
    private readonly UnmanagedRingBuffer<RefusalRecord> refusals;
    private readonly BackPressurePolicy policy;
    private readonly ConflationTable? newest;
    private readonly byte[] held = new byte[Limits.FrameBytesMax];
    private ConflationTable.Head heldHead;
    private int heldLength;

    /// <param name="policy">Null: everything waits.</param>
    public Admission(
        IngestStage ingest,
        UnmanagedRingBuffer<EventSlot> ring,
        UnmanagedRingBuffer<RefusalRecord> refusals,
        BackPressurePolicy? policy)
    {
        this.ingest = ingest;
        this.ring = ring;
        this.refusals = refusals;
        this.policy = policy ?? new BackPressurePolicy
        {
            Orders = OrderPressure.Wait,
            Prices = PricePressure.Wait,
            ReservedSlots = 0,
        };
        Check.That(this.policy.ReservedSlots >= 0 && this.policy.ReservedSlots < ring.BufferSize);
        newest = this.policy.Prices == PricePressure.Conflate
            ? new ConflationTable(checked(PriceKinds * this.policy.InstrumentsMax))
            : null;
    }

    public long Overloaded { get; private set; }

    public long Fenced { get; private set; }

    public long Conflated { get; private set; }

    /// <summary>A frame stands at the door and nothing may pass it.</summary>
    public bool IsHolding { get; private set; }

    /// <summary>Something that came has not gone on.</summary>
    public bool HasWaiting => IsHolding || newest is { Count: > 0 };

    /// <summary>Lets go on what waits, as far as there is room: prices first, since they came first.</summary>
    public int MoveWaiting(int limit, bool isFenced)
    {
        int done = 0;
        while (done < limit && newest is { Count: > 0 } && ring.HasAvailableCapacity(1 + policy.ReservedSlots))
        {
            ReadOnlySpan<byte> frame = newest.Take(out ConflationTable.Head head);
            ingest.Sequence(frame, head);
            done++;
        }

        if (done < limit && IsHolding && TryAdmit(held.AsSpan(0, heldLength), heldHead, isFenced))
        {
            IsHolding = false;
            done++;
        }

        return done;
    }

    /// <summary>Takes a frame in one way or another; nothing may be held.</summary>
    public void Admit(ReadOnlySpan<byte> frame, in ConflationTable.Head head, bool isFenced)
    {
        Check.That(!IsHolding);
        if (!TryAdmit(frame, head, isFenced))
        {
            IsHolding = true;
            heldHead = head;
            heldLength = frame.Length;
            frame.CopyTo(held);
        }
    }

    private bool TryAdmit(ReadOnlySpan<byte> frame, in ConflationTable.Head head, bool isFenced)
    {
        bool isOrder = head.TemplateId
            is NewOrderSingleDecoder.TemplateId or OrderCancelReplaceRequestDecoder.TemplateId;
        if (isOrder && isFenced)
        {
            return TryRefuse(frame, head, ReasonCode.DeviceFault);
        }

        if (isOrder && policy.Orders == OrderPressure.Reject && !ring.HasAvailableCapacity(1 + policy.ReservedSlots))
        {
            return TryRefuse(frame, head, ReasonCode.Overloaded);
        }

        // While one price waits the others queue behind it, or a newer one could overtake it.
        bool isPrice = newest is not null && TryKey(frame, out ulong key)
            && (newest.Count > 0 || !ring.HasAvailableCapacity(1 + policy.ReservedSlots))
            && TryKeep(key, frame, head);
        if (isPrice)
        {
            return true;
        }

        if (!ring.HasAvailableCapacity(1))
        {
            return false;
        }

        ingest.Sequence(frame, head);
        return true;
    }

    private bool TryKeep(ulong key, ReadOnlySpan<byte> frame, in ConflationTable.Head head)
    {
        bool isKept = newest!.TryPut(key, head, frame, out bool hasReplaced);
        Conflated += hasReplaced ? 1 : 0;
        return isKept;
    }

    // Prices say all there is to say about their instrument; books and definitions change what came before them.
    private static bool TryKey(ReadOnlySpan<byte> frame, out ulong key)
    {
        Check.That(MessageHeader.TryRead(frame, out MessageHeader header) == SbeStatus.Ok);
        ReadOnlySpan<byte> body = frame[MessageHeader.Size..];
        ulong instrument;
        switch (header.TemplateId)
        {
            case MarkPriceDecoder.TemplateId:
                Check.That(MarkPriceDecoder.TryWrap(body, header, out MarkPriceDecoder mark) == SbeStatus.Ok);
                instrument = mark.SecurityID;
                break;
            case IndexPriceDecoder.TemplateId:
                Check.That(IndexPriceDecoder.TryWrap(body, header, out IndexPriceDecoder index) == SbeStatus.Ok);
                instrument = index.IndexID;
                break;
            case TopOfBookDecoder.TemplateId:
                Check.That(TopOfBookDecoder.TryWrap(body, header, out TopOfBookDecoder top) == SbeStatus.Ok);
                instrument = top.SecurityID;
                break;
            case TradeDecoder.TemplateId:
                Check.That(TradeDecoder.TryWrap(body, header, out TradeDecoder trade) == SbeStatus.Ok);
                instrument = trade.SecurityID;
                break;
            default:
                key = 0;
                return false;
        }

        key = ((ulong)header.TemplateId << 32) | instrument;
        return true;
    }

    private bool TryRefuse(ReadOnlySpan<byte> frame, in ConflationTable.Head head, ReasonCode reason)
    {
        if (!refusals.HasAvailableCapacity(1))
        {
            return false;
        }

        Check.That(MessageHeader.TryRead(frame, out MessageHeader header) == SbeStatus.Ok);
        long place = refusals.Next();
        ref RefusalRecord refusal = ref refusals[place];
        refusal = default;
        refusal.StampNs = ingest.Stamp(head.StampNs);
        refusal.IntendedNs = head.IntendedNs;
        refusal.Reason = reason;
        ReadOnlySpan<byte> body = frame[MessageHeader.Size..];
        if (NewOrderSingleDecoder.TryWrap(body, header, out NewOrderSingleDecoder order) == SbeStatus.Ok)
        {
            (refusal.ClOrdId, refusal.SeqNum) = (order.ClOrdID, order.SeqNum);
            (refusal.Account, refusal.SecurityId) = (order.Account, order.SecurityID);
        }
        else if (OrderCancelReplaceRequestDecoder.TryWrap(body, header, out var replace) == SbeStatus.Ok)
        {
            (refusal.ClOrdId, refusal.SeqNum) = (replace.ClOrdID, replace.SeqNum);
            (refusal.Account, refusal.SecurityId) = (replace.Account, replace.SecurityID);
        }

        refusals.Publish(place);
        Overloaded += reason == ReasonCode.Overloaded ? 1 : 0;
        Fenced += reason == ReasonCode.Overloaded ? 0 : 1;
        return true;
    }
}
