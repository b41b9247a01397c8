namespace Appliance.Machine;

/// <summary>An order-entry message after the machine's own checks, in the units of the margin rules.</summary>
internal struct OrderTerms
{
    public InstrumentState Instrument;
    public uint Account;
    public ulong ClOrdId;
    public int Side;
    public long Lots;

    /// <summary>Value per lot at the limit, micro.</summary>
    public long LimitMicro;

    /// <summary>
    /// Reserve per lot: what filling at the limit would lose against the mark, and the worst-case fee.
    /// </summary>
    public long ReserveMicro;

    /// <summary>Worst-case fee of the whole order, micro.</summary>
    public long FeeMicro;
    public bool IsReduceOnly;

    /// <summary>Lots of the order that a replace takes away; 0 for a new order.</summary>
    public long OldLots;

    /// <summary>Lots of the replaced order that traded already: the wire names totals.</summary>
    public long FilledLots;
}
