using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// The sums over a group's instruments that are no maxima: FUND and the STANDARD terms. A change takes the
/// instrument's term out, changes the position, and puts it back: what is summed is always exact, so nothing is lost
/// whichever way the group got there. Combinations have none: their legs do.
/// </summary>
internal sealed unsafe class PositionTerms
{
    private readonly ArrayTable arrays;

    public PositionTerms(ArrayTable arrays) => this.arrays = arrays;

    /// <summary>Whether the instrument adds anything to the sums of this group.</summary>
    public static bool HasAny(GroupHeader* header, InstrumentRow* row) => row->Funding != 0 || header->IsStandard;

    public void TakeW(GroupHeader* header, GroupPosition* position, InstrumentRow* row)
    {
        long contractValue = arrays.ContractValue(position->Instrument);
        (long q, long bx, long sx) = (position->Q, position->Bx, position->Sx);
        header->FundingW -= FundingTerms.Charge(*row, q, bx, sx, contractValue);
        if (header->IsStandard)
        {
            header->StandardW -= StandardTerms.Charge(*row, MarginKind.Initial, q, bx, sx, contractValue);
        }
    }

    public void PutW(GroupHeader* header, GroupPosition* position, InstrumentRow* row)
    {
        long contractValue = arrays.ContractValue(position->Instrument);
        (long q, long bx, long sx) = (position->Q, position->Bx, position->Sx);
        header->FundingW += FundingTerms.Charge(*row, q, bx, sx, contractValue);
        if (header->IsStandard)
        {
            header->StandardW += StandardTerms.Charge(*row, MarginKind.Initial, q, bx, sx, contractValue);
        }
    }

    /// <summary>The term of L moves from one position to another.</summary>
    public void MoveL(GroupHeader* header, int instrument, InstrumentRow* row, long from, long to)
    {
        long contractValue = arrays.ContractValue(instrument);
        header->StandardL -= StandardTerms.Charge(*row, MarginKind.Maintenance, from, 0, 0, contractValue);
        header->StandardL += StandardTerms.Charge(*row, MarginKind.Maintenance, to, 0, 0, contractValue);
    }
}
