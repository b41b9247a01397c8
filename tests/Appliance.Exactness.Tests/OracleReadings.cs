using Appliance.Margin;
using Appliance.Sim.Oracle;

namespace Appliance.Exactness.Tests;

/// <summary>What can be read of the oracle's groups, in the words of the device contract.</summary>
internal static class OracleReadings
{
    public static GroupReading Of(OracleGroup group)
    {
        OracleGroupTerms terms = group.Terms;
        return new GroupReading
        {
            Kind = (MarginGroupKind)terms.Kind,
            IsStandard = terms.Mode == OracleMode.Standard,
            IsolatedInstrument = terms.Kind == OracleGroupKind.Isolated ? terms.Instrument : -1,
            Pool = terms.Kind == OracleGroupKind.Member ? (uint)terms.PoolId : 0,
            PoolLambdaQ32 = terms.Kind == OracleGroupKind.Pool ? (ulong)terms.LambdaPool : 0,
            CashMicro = (long)group.Cash,
            ReservesMicro = (long)group.Reserves,
            Epoch = (uint)group.Snapshot.Epoch,
        };
    }

    /// <summary>Nothing held and nothing worked reads as zeros, whatever open value members left in a pool.</summary>
    public static PositionReading Of(int instrument, OracleHolding h) => h.IsEmpty
        ? new PositionReading(instrument, 0, 0, 0)
        : new PositionReading(instrument, (long)h.Q, (long)h.B, (long)h.S, (long)h.V);
}
