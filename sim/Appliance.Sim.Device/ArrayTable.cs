using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>What is known of an instrument beside its losses, on the line before them.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct ArrayRow
{
    /// <summary>max(1, max |ra|).</summary>
    [FieldOffset(0)] public long Rmax;

    /// <summary>Epoch in which the losses last changed.</summary>
    [FieldOffset(8)] public uint ChangedIn;
    [FieldOffset(12)] public int Underlying;
    [FieldOffset(16)] public byte IsOption;

    /// <summary>cvE: contract value of the epoch, micro per lot, 0 where none was set.</summary>
    [FieldOffset(24)] public long ContractValue;
}

/// <summary>The device's own copy of the newest epoch's arrays: a row each, aligned for vector loads, dense.</summary>
internal sealed unsafe class ArrayTable : IDisposable
{
    private readonly byte* rows;
    private readonly nuint rowBytes;
    private readonly int entries;
    private readonly int instruments;

    public ArrayTable(RiskSnapshot snapshot)
    {
        entries = snapshot.Profile.Entries;
        instruments = snapshot.Instruments.Length;
        rowBytes = BytesFor(snapshot.Profile);
        rows = (byte*)HostMemory.Allocate((nuint)TotalBytes);
        for (int i = 0; i < instruments; i++)
        {
            Row(i)->Underlying = snapshot.Instruments[i].Underlying;
            Row(i)->IsOption = (byte)(snapshot.Instruments[i].IsOption ? 1 : 0);
        }
    }

    public int Count => instruments;

    public long TotalBytes => (long)(rowBytes * (nuint)instruments);

    /// <summary>The instrument's row; its losses follow it. Any instrument of the snapshot, unchecked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ArrayRow* Row(int instrument) => (ArrayRow*)(rows + ((nuint)(uint)instrument * rowBytes));

    public long* Losses(int instrument) => (long*)(Row(instrument) + 1);

    public long* Joint(int instrument) => Losses(instrument) + RiskProfile.BucketEntries;

    /// <summary>max(1, max |ra|) of the instrument.</summary>
    public long Rmax(int instrument) => Row(instrument)->Rmax;

    /// <summary>cvE, micro per lot.</summary>
    public long ContractValue(int instrument) => Row(instrument)->ContractValue;

    /// <summary>Epoch in which the instrument's array last changed.</summary>
    public uint ChangedIn(int instrument) => Row(instrument)->ChangedIn;

    /// <summary>Bytes of one row, a whole number of lines.</summary>
    public static nuint BytesFor(RiskProfile profile) =>
        (nuint)(sizeof(ArrayRow) + (profile.Entries * sizeof(long)));

    /// <summary>Starts fetching the instrument's row and losses. Changes nothing.</summary>
    public void Prefetch(int instrument)
    {
        byte* row = (byte*)Row(instrument);
        for (nuint at = 0; at < rowBytes; at += (nuint)sizeof(ArrayRow))
        {
            Sse.Prefetch0(row + at);
        }
    }

    /// <summary>Takes over the arrays that are newer than the copies here, or all of them as new.</summary>
    public void CopyFrom(RiskSnapshot snapshot, bool isAllNew)
    {
        for (int i = 0; i < instruments; i++)
        {
            ArrayRow* row = Row(i);
            if (!isAllNew && snapshot.ArrayEpoch(i) <= row->ChangedIn)
            {
                continue;
            }

            row->ChangedIn = isAllNew ? snapshot.Epoch : snapshot.ArrayEpoch(i);
            row->ContractValue = snapshot.ArrayedAtMicro(i);
            ReadOnlySpan<long> source = snapshot.Losses(i);
            source.CopyTo(new Span<long>(Losses(i), entries));
            long largest = 1;
            foreach (long loss in source)
            {
                largest = Math.Max(largest, Math.Abs(loss));
            }

            row->Rmax = largest;
        }
    }

    public void Dispose() => HostMemory.Free(rows);
}
