using System;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>The device's own copy of the newest epoch's arrays, aligned for vector loads, with rmax and cvE.</summary>
internal sealed unsafe class ArrayTable : IDisposable
{
    private readonly long* losses;
    private readonly long[] rmax;
    private readonly long[] contractValues;
    private readonly uint[] changedIn;
    private readonly int entries;

    public ArrayTable(RiskProfile profile, int instruments)
    {
        entries = profile.Entries;
        rmax = new long[instruments];
        contractValues = new long[instruments];
        changedIn = new uint[instruments];
        losses = (long*)HostMemory.Allocate((nuint)instruments * (nuint)entries * sizeof(long));
    }

    public long* Losses(int instrument) => losses + ((long)instrument * entries);

    public long* Joint(int instrument) => Losses(instrument) + RiskProfile.BucketEntries;

    /// <summary>max(1, max |ra|) of the instrument.</summary>
    public long Rmax(int instrument) => rmax[instrument];

    /// <summary>cvE: contract value of the epoch, micro per lot, 0 where none was set.</summary>
    public long ContractValue(int instrument) => contractValues[instrument];

    /// <summary>Epoch in which the instrument's array last changed.</summary>
    public uint ChangedIn(int instrument) => changedIn[instrument];

    /// <summary>Takes over the arrays that are newer than the copies here, or all of them as new.</summary>
    public void CopyFrom(RiskSnapshot snapshot, bool isAllNew)
    {
        for (int i = 0; i < rmax.Length; i++)
        {
            if (!isAllNew && snapshot.ArrayEpoch(i) <= changedIn[i])
            {
                continue;
            }

            changedIn[i] = isAllNew ? snapshot.Epoch : snapshot.ArrayEpoch(i);
            contractValues[i] = snapshot.ArrayedAtMicro(i);
            ReadOnlySpan<long> source = snapshot.Losses(i);
            source.CopyTo(new Span<long>(Losses(i), entries));
            long largest = 1;
            foreach (long loss in source)
            {
                largest = Math.Max(largest, Math.Abs(loss));
            }

            rmax[i] = largest;
        }
    }

    public void Dispose() => HostMemory.Free(losses);
}
