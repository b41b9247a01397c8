using System;
using System.Collections.Generic;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>What every run of the suite must have come upon, or it has gone soft.</summary>
internal static class CoverageMarks
{
    private static readonly string[] Others =
    [
        "load arrays", "load tables", "rebuilt", "result saturated", "debt", "reserves",
        "order needs all there is", "order needs one micro more", "MoveCash leaves just enough",
        "MoveAsset leaves just enough", "equity is at maintenance", "both equities differ",
        "partial close cures", "partial close does not cure", "gabs is the largest there is", "gabs is wide",
        "group out of range", "pool out of range", "member out of range", "FUND", "ORACLE",
        "initial equity below trigger equity", "asset counts", "asset owed", "asset carried long",
        "asset carried short", "pool by its own", "pool by its floor", "pool by its cap",
    ];

    private static readonly string[] Terms =
    [
        "SCAN is lambda * sum", "SCAN is the largest", "SCAN is TAIL ExpectedShortfall", "SCAN is TAIL ValueAtRisk",
        "BASIS", "CONC", "WWR", "QR", "SOM binds", "TIER binds", "STANDARD", "STANDARD short lots",
    ];

    /// <summary>Every command with every answer that it can have.</summary>
    private static readonly (DeviceOp Op, string Answers)[] Answers =
    [
        (DeviceOp.None, "Undecided"),
        (DeviceOp.OpenGroup, "Accept UnknownInstrument UnknownAccount PoolCapacity Range"),
        (DeviceOp.CloseGroup, "Accept Range UnknownAccount"),
        (DeviceOp.MoveCash, "Accept Range InsufficientCollateral UnknownAccount"),
        (DeviceOp.MoveAsset, "Accept Range InsufficientCollateral UnknownAccount UnknownAsset UnknownInstrument"),
        (DeviceOp.CheckOrder, "Accept AcceptReduceOnly UnknownAccount UnknownInstrument Range Saturated ReduceOnly"),
        (DeviceOp.CheckOrder, "InsufficientMargin GroupInstrumentCapacity GroupBucketCapacity"),
        (DeviceOp.EvaluateOrder, "Accept AcceptReduceOnly UnknownAccount UnknownInstrument Range Saturated ReduceOnly"),
        (DeviceOp.EvaluateOrder, "InsufficientMargin GroupInstrumentCapacity"),
        (DeviceOp.ReplaceOrder, "Accept AcceptReduceOnly UnknownAccount Range Saturated ReduceOnly"),
        (DeviceOp.ReplaceOrder, "InsufficientMargin"),
        (DeviceOp.ReserveOrder, "Accept UnknownAccount UnknownInstrument Range"),
        (DeviceOp.ReleaseOrder, "Accept"),
        (DeviceOp.Fill, "Accept Range"),
        (DeviceOp.Trade, "Accept Range UnknownAccount UnknownInstrument GroupInstrumentCapacity GroupBucketCapacity"),
        (DeviceOp.SetMark, "Accept Range UnknownInstrument"),
        (DeviceOp.SetAssetPrice, "Accept Range UnknownAsset"),
        (DeviceOp.Switch, "Accept"),
        (DeviceOp.EvaluateClose, "Accept Range UnknownAccount"),
        (DeviceOp.SizeLiquidation, "Accept Range UnknownAccount"),
        (DeviceOp.ReadGroup, "Accept UnknownAccount"),
        (DeviceOp.Watch, "Accept"),
    ];

    public static IEnumerable<string> Wanted()
    {
        foreach (string mark in Others)
        {
            yield return mark;
        }

        foreach ((DeviceOp op, string answers) in Answers)
        {
            foreach (string answer in answers.Split(' '))
            {
                yield return $"{op} {answer}";
            }
        }

        foreach (MarginKind kind in Enum.GetValues<MarginKind>())
        {
            foreach (string term in Terms)
            {
                yield return $"{kind} {term}";
            }
        }

        foreach (string mark in OfKinds())
        {
            yield return mark;
        }
    }

    private static IEnumerable<string> OfKinds()
    {
        foreach (MarginGroupKind kind in Enum.GetValues<MarginGroupKind>())
        {
            foreach (string mode in new[] { "portfolio", "standard" })
            {
                yield return $"{kind} {mode} ReadGroup Accept";
                yield return $"{kind} {mode} CheckOrder {(kind == MarginGroupKind.Pool ? "UnknownAccount" : "Accept")}";
            }
        }

        foreach (string mode in new[] { "portfolio", "standard" })
        {
            yield return $"Member {mode} CheckOrder AcceptReduceOnly";
            yield return $"Member {mode} MoveAsset Accept";
            yield return $"Member {mode} SizeLiquidation Accept";
            yield return $"Isolated {mode} CheckOrder UnknownInstrument";
            yield return $"Pool {mode} CloseGroup Range";
        }

        foreach (string op in new[] { "CheckOrder", "ReplaceOrder", "ReserveOrder", "Fill", "ReleaseOrder", "Trade" })
        {
            yield return $"combination {op} accepted";
            yield return $"option {op} accepted";
        }

        yield return "combination CheckOrder ReduceOnly";
        yield return "combination Trade Range";
        yield return "collateral CheckOrder UnknownInstrument";
    }
}
