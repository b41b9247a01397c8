using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>
/// Which answers, terms and edges the streams came upon: agreeing on what never happens says nothing.
/// </summary>
internal sealed class Coverage
{
    private readonly ConcurrentDictionary<string, int> marks = new();

    // Terms cost as much as a command: they are looked at after every fourth. Threads may lose a count.
    private int hits;

    public int this[string mark] => marks.GetValueOrDefault(mark);

    public string Text => string.Join('\n', marks.OrderBy(m => m.Key).Select(m => $"{m.Value,8} {m.Key}"));

    /// <summary>Marks that were not reached.</summary>
    public IEnumerable<string> Missing(IEnumerable<string> wanted) => wanted.Where(mark => this[mark] == 0);

    public void Hit(string mark) => marks.AddOrUpdate(mark, 1, (_, count) => count + 1);

    public void Hit(string mark, bool isHit)
    {
        if (isHit)
        {
            Hit(mark);
        }
    }

    /// <summary>The plain device has executed the command and stands where oracle and device stand.</summary>
    public void Hit(in DeviceCommand command, in DeviceResult result, PlainDevice plain)
    {
        string answer = result.Verdict == DeviceVerdict.Reject ? $"{result.Reason}" : $"{result.Verdict}";
        Hit($"{command.Op} {answer}");
        Hit("result saturated", (result.Flags & DeviceResultFlags.Saturated) != 0);
        HitEdges(command, result);
        PlainState state = plain.State;
        if (state.IsOpen(command.Group) && command.Op is not (DeviceOp.SetMark or DeviceOp.SetAssetPrice))
        {
            PlainGroup group = state.Groups[command.Group];
            string mode = group.IsStandard ? "standard" : "portfolio";
            Hit($"{group.Kind} {mode} {command.Op} {answer}");
            HitInstrument(command, result, group);
            if ((hits++ & 3) == 0)
            {
                HitUnit(state, state.Unit(command.Group));
            }
        }
    }

    private void HitEdges(in DeviceCommand command, in DeviceResult result)
    {
        bool isOrder = command.Op is DeviceOp.CheckOrder or DeviceOp.ReplaceOrder or DeviceOp.EvaluateOrder;
        bool isAccepted = result.IsAccepted;
        Hit("order needs all there is", isOrder && isAccepted && result.Requirement == result.EquityInitial);
        Hit("order needs one micro more", isOrder && !isAccepted && result.Requirement == result.EquityInitial + 1);
        bool isMove = command.Op is DeviceOp.MoveCash or DeviceOp.MoveAsset && command.Value < 0
            && (command.Flags & DeviceCommandFlags.Forced) == 0;
        Hit($"{command.Op} leaves just enough", isMove && isAccepted && result.Requirement == result.EquityInitial);
        Hit("equity is at maintenance", result.Equity == result.Maintenance && result.Equity != 0);
        Hit("both equities differ", result.Equity != result.EquityInitial);
        if (command.Op == DeviceOp.SizeLiquidation && result.Amount > 0)
        {
            Hit((result.Flags & DeviceResultFlags.Cured) != 0 ? "partial close cures" : "partial close does not cure");
        }
    }

    private void HitInstrument(in DeviceCommand command, in DeviceResult result, PlainGroup group)
    {
        InstrumentRisk? risk = group.Epoch.Knows(command.Instrument)
            ? group.Epoch.Instruments[command.Instrument]
            : null;
        if (risk is null || command.Op is DeviceOp.MoveCash or DeviceOp.MoveAsset or DeviceOp.OpenGroup)
        {
            Hit("debt", command.Op == DeviceOp.MoveAsset && group.Balances.Any(b => b < 0));
            return;
        }

        string answer = result.IsAccepted ? "accepted" : $"{result.Reason}";
        Hit($"combination {command.Op} {answer}", risk.IsCombo);
        Hit($"option {command.Op} {answer}", risk.IsOption);
        Hit($"collateral {command.Op} {answer}", risk.IsCollateral);
    }

    private void HitUnit(PlainState state, PlainUnit unit)
    {
        PlainBook book = state.Requirement.Book(unit);
        BigInteger gabs = book.Gabs(Bend.None);
        Hit("gabs is the largest there is", gabs == FixedPoint.MoneyMax);
        Hit("gabs is wide", gabs > RequirementScale.NarrowGabsMax && gabs <= FixedPoint.MoneyMax);
        Hit("member out of range", unit.IsPool && unit.Parts.Any(p => state.IsOutOfRange(PlainUnit.Alone(p))));
        if (gabs > FixedPoint.MoneyMax)
        {
            Hit(unit.IsPool ? "pool out of range" : "group out of range");
            return;
        }

        foreach (MarginKind kind in new[] { MarginKind.Initial, MarginKind.Maintenance })
        {
            HitTerms(state.Requirement.Alone(book, kind), book.Epoch.Parameters, kind);
        }

        Hit("FUND", state.Requirement.Funding(book) != 0);
        Hit("ORACLE", state.Requirement.Oracle(book) != 0);
        Hit("reserves", book.Reserves != 0);
        HitEquity(state, book);
        if (unit.IsPool && unit.Parts.Count > 1)
        {
            HitPool(state, unit, book);
        }
    }

    private void HitTerms(PlainTerms terms, RiskParameters parameters, MarginKind kind)
    {
        Hit($"{kind} CONC", terms.Conc != 0);
        Hit($"{kind} WWR", terms.Wwr != 0);
        Hit($"{kind} QR", terms.Qr != 0);
        if (terms.IsStandard)
        {
            Hit($"{kind} STANDARD", terms.Standard != 0);
            Hit($"{kind} STANDARD short lots", terms.ShortLots != 0);
            return;
        }

        BigInteger damped = PlainMath.MulCeil(terms.SumM, parameters.LambdaQ32);
        Hit($"{kind} SCAN is lambda * sum", terms.Scan == damped && damped > terms.Tail && damped > terms.MaxM);
        Hit($"{kind} SCAN is the largest", terms.Scan == terms.MaxM && terms.MaxM > damped && terms.MaxM > terms.Tail);
        Hit($"{kind} SCAN is TAIL {parameters.Tail}",
            terms.Scan == terms.Tail && terms.Tail > damped && terms.Tail > terms.MaxM);
        Hit($"{kind} BASIS", terms.Basis != 0);
        BigInteger whole = PlainMath.MulCeil(terms.Scan, parameters.PhiQ32(kind))
            + terms.Basis + terms.Conc + terms.Wwr + terms.Qr;
        Hit($"{kind} SOM binds", terms.Som > whole && terms.Som > terms.Tier);
        Hit($"{kind} TIER binds", terms.Tier > whole && terms.Tier > terms.Som);
    }

    private void HitEquity(PlainState state, PlainBook book)
    {
        BigInteger trigger = state.Equity.Exact(book, false), initial = state.Equity.Exact(book, true);
        Hit("initial equity below trigger equity", initial < trigger);
        for (int a = 0; a < book.Balances.Length; a++)
        {
            Hit("asset counts", book.Balances[a] > 0 && state.Prices.AssetPrices[a] > 0);
            Hit("asset owed", book.Balances[a] < 0 && state.Prices.AssetPrices[a] > 0);
            int carrier = book.Epoch.Assets[a].RiskInstrument;
            Hit(
                "asset carried short",
                carrier >= 0 && book.Reached.TryGetValue(carrier, out PlainHolding h) && h.Q < 0);
            Hit("asset carried long", carrier >= 0 && book.Reached.TryGetValue(carrier, out PlainHolding l) && l.Q > 0);
        }
    }

    private void HitPool(PlainState state, PlainUnit unit, PlainBook book)
    {
        BigInteger own = state.Requirement.Alone(book, MarginKind.Initial).Value.Value;
        BigInteger sum = 0;
        foreach (PlainGroup part in unit.Parts)
        {
            sum += state.Requirement.Standalone(part, MarginKind.Initial).Value;
        }

        BigInteger floor = PlainMath.MulCeil(sum, unit.Head.Lambda);
        Hit("pool by its own", own > floor && own < sum);
        Hit("pool by its floor", floor > own && floor < sum);
        Hit("pool by its cap", own > sum);
    }
}
