using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// Makes instruments, arrays and rules of a file: follows its links, puts every contract into its combined commodity
/// and checks the bounds of host/MARGIN.md. Faults are listed all at once. Nothing is rounded but values of contracts
/// (down, as section 1 asks) and scaled deltas (away from zero).
/// </summary>
public sealed class SpanImport
{
    /// <summary>Faults that are spelled out.</summary>
    public const int FaultsMax = 100;

    /// <summary>Largest scaled composite delta, e-6.</summary>
    public const long DeltaMaxMicro = 1L << 40;

    private const long One = 1_000_000;

    private readonly SpanFile file;
    private readonly SpanArrayModel? arrays;
    private readonly SortedDictionary<string, SpanContract> singles = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Commodity, long ScaleMicro)> homes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly List<SpanInstrument> instruments = [];
    private readonly List<SpanSource> sources = [];
    private readonly List<string> faults = [];
    private readonly List<string> notes;
    private readonly string[] contractScaled;
    private int homelessCount;
    private int noUnderlyingCount;

    private SpanImport(SpanFile file, bool isComputing)
    {
        this.file = file;
        arrays = isComputing ? new SpanArrayModel(file) : null;
        notes = [.. file.Notes];
        contractScaled = new string[file.Commodities.Count];
        Array.Fill(contractScaled, "");
    }

    /// <summary>Imports a file.</summary>
    /// <param name="file">As it was read.</param>
    /// <param name="isComputing">
    /// Arrays that the file lacks are computed from its parameters, rounded up, and marked so.
    /// </param>
    public static SpanImported Build(SpanFile file, bool isComputing = false) =>
        new SpanImport(file, isComputing).Build();

    private SpanImported Build()
    {
        AddSingles();
        AddHomes();
        foreach (SpanFamily family in file.Families)
        {
            AddFamily(family);
        }

        IReadOnlyList<SpanScanPoint> points = file.ScanPoints;
        if (points.Count == 0)
        {
            points = SpanScenarios.Classic(coverMicro: 330_000);
            notes.Add("the file defines no scenarios: the arrays are taken in the classic order");
        }

        List<SpanScenario> scenarios = [];
        foreach (SpanScanPoint point in points)
        {
            scenarios.Add(new SpanScenario(
                SpanScenarios.NameOf(point), point.PairedNumber - 1, point.PriceNumeratorMicro == 0));
        }

        SpanRuleImport rules = new(file, codes, contractScaled, Fault);
        List<SpanCommodity> commodities = rules.Commodities();
        List<SpanSpread> spreads = rules.InterSpreads(notes);
        AddNotes();
        SpanModel model = new(
            file.ClearingOrganization, file.BusinessDate, scenarios, commodities, spreads, instruments);
        CheckSymbols(model);
        return new SpanImported(faults.Count == 0 ? model : null, sources, faults, notes);
    }

    // Physicals and futures can be underlyings.
    private void AddSingles()
    {
        foreach (SpanFamily family in file.Families)
        {
            foreach (SpanContract contract in family.Contracts)
            {
                string key = $"{family.Exchange}/{family.Id}/{contract.Id}";
                if (!SpanFamilyKinds.IsOption(family.Kind) && !singles.TryAdd(key, contract))
                {
                    Fault(contract.Line, $"contract {key} is there twice");
                }
            }
        }
    }

    private void AddHomes()
    {
        for (int c = 0; c < file.Commodities.Count; c++)
        {
            SpanCommodityDefinition commodity = file.Commodities[c];
            if (!codes.TryAdd(commodity.Code, c))
            {
                Fault(commodity.Line, $"combined commodity {commodity.Code} is there twice");
            }

            foreach (SpanFamilyLink link in commodity.Families)
            {
                if (!homes.TryAdd($"{link.Exchange}/{link.FamilyId}", (c, link.ScaleMicro)))
                {
                    Fault(commodity.Line, $"family {link.Exchange}/{link.FamilyId} is in two combined commodities");
                }
            }
        }
    }

    private void AddFamily(SpanFamily family)
    {
        if (!homes.TryGetValue($"{family.Exchange}/{family.Id}", out (int Commodity, long ScaleMicro) home))
        {
            homelessCount += family.Contracts.Count;
            return;
        }

        foreach (SpanContract contract in family.Contracts)
        {
            Add(family, contract, home.Commodity, contract.ScaleMicro ?? home.ScaleMicro);
        }
    }

    private void Add(SpanFamily family, SpanContract contract, int commodity, long scaleMicro)
    {
        bool isOption = SpanFamilyKinds.IsOption(family.Kind);
        singles.TryGetValue(contract.UnderlyingKey, out SpanContract? underlying);
        string symbol = SymbolOf(family, contract);
        bool isValued = TryValue(contract.PriceNano, contract.ContractFactorNano, out long ownMicro);
        long priceNano = isOption ? underlying?.PriceNano ?? 0 : contract.PriceNano;
        isValued &= TryValue(priceNano, contract.ContractFactorNano, out long underlyingMicro);
        isValued &= contract.ValueMicro is null or (> -FixedPoint.MoneyMax and < FixedPoint.MoneyMax);
        if (!isValued)
        {
            Fault(contract.Line, $"{symbol}: its value is out of range");
        }

        noUnderlyingCount += isOption && underlyingMicro <= 0 ? 1 : 0;
        if (scaleMicro != One && file.IsContractScale)
        {
            contractScaled[commodity] = "contract scaling";
        }

        SpanSource source = new(family, contract, underlying);
        (long[]? losses, long compositeDelta) = (contract.LossesMicro, contract.CompositeDeltaMicro);
        bool isComputed = losses is null && TryCompute(source, out losses, out compositeDelta);
        Int128 delta = (Int128)compositeDelta * scaleMicro;
        delta = Int128.IsNegative(delta) ? -FixedPoint.CeilDiv(-delta, One) : FixedPoint.CeilDiv(delta, One);
        if (Int128.Abs(delta) > DeltaMaxMicro)
        {
            Fault(contract.Line, $"{symbol}: its delta is out of range");
            delta = Int128.Zero;
        }

        CheckLosses(symbol, contract.Line, losses);
        sources.Add(source);
        instruments.Add(new SpanInstrument
        {
            Symbol = symbol,
            ContractId = $"{family.Id}:{contract.Id}",
            Kind = family.Kind,
            Commodity = commodity,
            Period = contract.Period,
            IsCall = isOption && contract.IsCall,
            IsPremiumPaid = isOption && family.ValueMethod == "EQTY",
            ValueMicro = contract.ValueMicro ?? ownMicro,
            UnderlyingValueMicro = Math.Max(underlyingMicro, 0),
            DeltaMicro = (long)delta,
            LossesMicro = losses,
            IsComputed = isComputed,
        });
    }

    private static string SymbolOf(SpanFamily family, SpanContract contract)
    {
        string head = $"{family.Exchange}/{SpanFamilyKinds.Code(family.Kind)}/{family.Code}";
        if (family.Kind == SpanFamilyKind.Physical)
        {
            return family.Contracts.Count == 1 ? head : $"{head}/{contract.Id}";
        }

        return family.Kind == SpanFamilyKind.Future
            ? $"{head}/{contract.Period}"
            : $"{head}/{contract.Period}/{(contract.IsCall ? "C" : "P")}/{DecimalText.Of(contract.StrikeNano, -9)}";
    }

    // floor(price * factor): e-9 times e-9 over e-12 is micro.
    private static bool TryValue(long priceNano, long factorNano, out long micro)
    {
        Int128 value = FixedPoint.FloorDiv((Int128)priceNano * factorNano, 1_000_000_000_000);
        bool isInRange = Int128.Abs(value) < FixedPoint.MoneyMax;
        micro = isInRange ? (long)value : 0;
        return isInRange;
    }

    private bool TryCompute(SpanSource source, out long[]? losses, out long compositeDelta)
    {
        losses = null;
        compositeDelta = 0;
        if (arrays?.Compute(source, out _) is SpanComputed { CompositeDelta: double delta } computed)
        {
            losses = SpanArrayModel.ToMicro(computed);
            compositeDelta = (long)Math.Round(delta * 1e6);
        }

        return losses is not null;
    }

    private void CheckLosses(string symbol, int line, long[]? losses)
    {
        foreach (long loss in losses ?? [])
        {
            if (loss is <= -Limits.PerLotLimit or >= Limits.PerLotLimit)
            {
                Fault(line, $"{symbol}: a loss per contract is not below 2^47 micro");
                return;
            }
        }
    }

    private void AddNotes()
    {
        if (homelessCount > 0)
        {
            notes.Add($"{homelessCount} contracts are in no combined commodity and are left out");
        }

        if (noUnderlyingCount > 0)
        {
            notes.Add($"{noUnderlyingCount} options have no underlying price: their delta rows are zero");
        }
    }

    private void CheckSymbols(SpanModel model)
    {
        for (int i = 0; i < instruments.Count; i++)
        {
            int first = model.IndexOf(instruments[i].Symbol);
            if (first != i)
            {
                string others = $"{instruments[first].ContractId} and {instruments[i].ContractId}";
                Fault(sources[i].Contract.Line, $"{instruments[i].Symbol} stands for two contracts, {others}");
            }
        }
    }

    private void Fault(int line, string fault)
    {
        if (faults.Count < FaultsMax)
        {
            faults.Add($"line {line}: {fault}");
        }
    }
}
