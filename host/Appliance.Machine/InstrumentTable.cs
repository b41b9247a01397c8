using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Machine;

/// <summary>What the machine knows of one instrument: its definition, its state, its mark.</summary>
internal sealed class InstrumentState
{
    private readonly long priceMaxE9;

    // micro = price(1e-9) * size(1e-8) / 10^(9+8-6)
    private const long ValueScale = 100_000_000_000;

    public InstrumentState(int index, InstrumentConfig config, long markMaxMicro)
    {
        Index = index;
        MarkMaxMicro = markMaxMicro;
        priceMaxE9 = long.MaxValue / config.TickE9 * config.TickE9;
        Config = config;
        TickValueMicro = config.TickValueMicro;
        LotSizeE8 = config.LotSizeE8;
        LotE8 = config.LotE8;
        TickE9 = config.TickE9;
    }

    public int Index { get; }

    /// <summary>Marks above this would break the bounds of the arrays.</summary>
    public long MarkMaxMicro { get; }

    public InstrumentConfig Config { get; }

    public long TickValueMicro { get; }

    public long LotSizeE8 { get; }

    public long LotE8 { get; }

    public long TickE9 { get; }

    /// <summary>The venue has sent a definition that agrees with the configuration.</summary>
    public bool IsDefined { get; set; }

    public bool IsTradable { get; set; }

    /// <summary>Contract value of one lot, micro; 0 before the first mark.</summary>
    public long MarkMicro { get; set; }

    public long MarkStampNs { get; set; }

    /// <summary>The source said itself that the mark is not to be trusted.</summary>
    public bool IsMarkFlaggedStale { get; set; }

    public bool IsMarkUsable(long nowNs) =>
        MarkMicro > 0 && !IsMarkFlaggedStale && DistanceNs(nowNs) <= (ulong)Config.StaleAfterNs;

    // A mark from far ahead is no fresher than one from far behind. Unsigned: stamps are any 64 bits.
    private ulong DistanceNs(long nowNs) =>
        unchecked(nowNs >= MarkStampNs ? (ulong)(nowNs - MarkStampNs) : (ulong)(MarkStampNs - nowNs));

    /// <summary>floor(price * size) in micro per lot; false when it is not a legal contract value.</summary>
    public bool TryValue(long priceE9, out long valueMicro)
    {
        long high = Math.BigMul(priceE9, LotSizeE8, out long low);
        bool isNarrow = high == 0 && low >= 0;
        Int128 value = isNarrow ? low / ValueScale : (Int128)priceE9 * LotSizeE8 / ValueScale;
        bool isLegal = priceE9 > 0 && value > Int128.Zero && value < (Int128)Limits.PerLotLimit;
        valueMicro = isLegal ? (long)value : 0;
        return isLegal;
    }

    /// <summary>Wire price of a value, down to the tick grid and at most the largest price the wire holds.</summary>
    public long PriceE9(long valueMicro) =>
        (long)Int128.Min((Int128)(valueMicro / TickValueMicro) * TickE9, (Int128)priceMaxE9);

    /// <summary>Wire quantity of lots.</summary>
    public long QuantityE8(long lots) => lots * LotE8;
}

/// <summary>Instruments by the wire's SecurityID; any id at all may be asked for.</summary>
internal sealed class InstrumentTable
{
    private readonly InstrumentState[] states;
    private readonly int[] bySecurityId;

    public InstrumentTable(IReadOnlyList<InstrumentConfig> configs, RiskSnapshot snapshot)
    {
        states = new InstrumentState[configs.Count];
        uint highest = 0;
        foreach (InstrumentConfig config in configs)
        {
            Check.That(config.SecurityId < InstrumentConfig.SecurityIdLimit);
            highest = Math.Max(highest, config.SecurityId);
        }

        bySecurityId = new int[highest + 1];
        Array.Fill(bySecurityId, -1);
        for (int i = 0; i < states.Length; i++)
        {
            states[i] = new InstrumentState(i, configs[i], snapshot.ContractValueMax(i));
            bySecurityId[configs[i].SecurityId] = i;
        }
    }

    public int Count => states.Length;

    public InstrumentState this[int index] => states[index];

    public InstrumentState? Find(uint securityId)
    {
        int index = securityId < (uint)bySecurityId.Length ? bySecurityId[securityId] : -1;
        return index < 0 ? null : states[index];
    }
}
