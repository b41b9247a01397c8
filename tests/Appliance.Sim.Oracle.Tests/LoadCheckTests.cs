using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>Section 5, load checks: each refuses what breaks it alone, and takes what lies at its bound.</summary>
public class LoadCheckTests
{
    private static readonly BigInteger One = Make.One;

    private static readonly BigInteger PerLot = Limits.PerLotLimit;

    private static readonly OracleSnapshot Good = Make.Snapshot(
        [Make.Plain(), Make.Plain()],
        Make.Simple(0, 10, 100),
        Make.Simple(0, 9, 100, expiry: 15),
        Make.Combo([Make.Simple(0, 10, 100), Make.Simple(0, 9, 100)], new(0, 1), new(1, -1)),
        Make.Simple(1, 5, 100) with { IsCollateral = true }) with
    {
        Assets = [new OracleAsset(0, Make.Table((One, 0), (One / 2, 7))) { RiskInstrument = 3 }],
    };

    [Fact]
    public void Parameters_at_their_bounds()
    {
        Assert.Empty(OracleLoadCheck.Errors(Good));
        Takes(Good with { Bcall = One, Btarget = One, Theta = One, Smmr = One, ProfitWeight = One, ProfitCap = 0 });
        Refuses(Good with { Phi = new(One - 1, One) }, OracleLoadError.PhiOrder);
        Refuses(Good with { Lambda = One + 1 }, OracleLoadError.LambdaAboveOne);
        Refuses(Good with { Bcall = One - 1 }, OracleLoadError.CallAndTargetOrder);
        Refuses(Good with { Btarget = Good.Bcall - 1 }, OracleLoadError.CallAndTargetOrder);
        Refuses(Good with { Theta = One + 1 }, OracleLoadError.ThetaAboveOne);
        Refuses(Good with { Smmr = One + 1 }, OracleLoadError.SmmrAboveOne);
        Refuses(Good with { ProfitWeight = One + 1 }, OracleLoadError.ProfitWeightAboveOne);
        Refuses(Good with { ProfitCap = -1 }, OracleLoadError.ProfitCapRange);
        Refuses(Good with { ProfitCap = OracleMath.MoneyMax + 1 }, OracleLoadError.ProfitCapRange);
        Refuses(Good with { LiqFee = One << 8 }, OracleLoadError.RateRange);
        Refuses(Good with { K = 0 }, OracleLoadError.TailCount);
        Refuses(Good with { H = 12 }, OracleLoadError.Shape);
    }

    [Fact]
    public void Underlyings_at_their_bounds()
    {
        IReadOnlyList<OracleSegment> some = Make.Table((5, 0));
        Takes(Under(u => u with { Som = Make.Same(PerLot - 1), LongOptionHaircut = One, Oracle = (One << 8) - 1 }));
        Refuses(Under(u => u with { Mult = One - 1 }), OracleLoadError.MultBelowOne);
        Refuses(Under(u => u with { Tier = new([], some) }), OracleLoadError.TierDominance);
        Refuses(Under(u => u with { Conc = new([], some) }), OracleLoadError.ConcDominance);
        Refuses(Under(u => u with { Som = new(4, 5) }), OracleLoadError.SomDominance);
        Refuses(Under(u => u with { Som = new(5, -1) }), OracleLoadError.LotMinimumRange);
        Refuses(Under(u => u with { Som = new(PerLot, 0) }), OracleLoadError.LotMinimumRange);
        Refuses(Under(u => u with { LongOptionHaircut = One + 1 }), OracleLoadError.OptionHaircutAboveOne);
        Refuses(Under(u => u with { Oracle = One << 8 }), OracleLoadError.RateRange);
        Refuses(Under(u => u with { Basis = -1 }), OracleLoadError.RateRange);
        OracleByKind<IReadOnlyList<OracleSegment>> deep = Make.Same(Make.Table((5, OracleMath.MoneyMax + 1)));
        Refuses(Under(u => u with { Tier = deep }), OracleLoadError.OffsetRange);
        Refuses(Under(u => u with { Conc = Make.Same(Make.Table((5, -1))) }), OracleLoadError.OffsetRange);
    }

    [Fact]
    public void Instruments_at_their_bounds()
    {
        IReadOnlyList<OracleSegment> some = Make.Table((5, 0));
        BigInteger rate = (One << 8) - 1;
        Takes(Last(i => i with { Funding = rate, CvE = PerLot - 1, LotReq = Make.Same(PerLot - 1) }));
        Takes(Last(i => i with { Funding = -rate, Expiry = 15 }));
        Refuses(Last(i => i with { Funding = rate + 1 }), OracleLoadError.FundingRange);
        Refuses(Last(i => i with { Funding = -rate - 1 }), OracleLoadError.FundingRange);
        Refuses(Last(i => i with { Std = new([], some) }), OracleLoadError.StdDominance);
        Refuses(Last(i => i with { LotReq = new(1, 2) }), OracleLoadError.LotReqDominance);
        Refuses(Last(i => i with { LotReq = new(0, -1) }), OracleLoadError.LotRequirementRange);
        Refuses(Last(i => i with { LotReq = new(PerLot, 0) }), OracleLoadError.LotRequirementRange);
        Refuses(Last(i => i with { CvE = -1 }), OracleLoadError.ContractValueRange);
        Refuses(Last(i => i with { CvE = PerLot }), OracleLoadError.ContractValueRange);
        Refuses(Last(i => i with { Expiry = 16 }), OracleLoadError.ExpiryRange);
        Refuses(Last(i => i with { Expiry = -1 }), OracleLoadError.ExpiryRange);
        Refuses(Last(i => i with { Raj = [.. i.Raj.Skip(1), PerLot] }), OracleLoadError.ArrayBound);
        Refuses(Last(i => i with { Ra = [1, .. i.Ra.Skip(1)] }), OracleLoadError.FirstEntryNotZero);
        Refuses(Last(i => i with { Underlying = 2 }), OracleLoadError.Shape);
    }

    [Fact]
    public void Combinations_are_two_to_four_plain_legs_of_one_underlying()
    {
        Refuses(Legs(new OracleLeg(0, 1)), OracleLoadError.Legs);
        Refuses(Legs(new(0, 1), new(0, -1)), OracleLoadError.Legs);
        Refuses(Legs(new(0, 1), new(1, 0)), OracleLoadError.Legs);
        Refuses(Legs(new(0, 1), new(1, 1001)), OracleLoadError.Legs);
        Refuses(Legs(new(0, 1), new(9, 1)), OracleLoadError.Legs);
        Refuses(Legs(new(0, 1), new(2, 1)), OracleLoadError.Legs);
        Refuses(Legs(new(0, 1), new(3, 1)), OracleLoadError.Legs);
        Refuses(Legs(new(0, 1), new(1, 1), new(0, 2), new(1, 2), new(0, 3)), OracleLoadError.Legs);
        Refuses(Combo(combo => combo with { Underlying = 1 }), OracleLoadError.Legs);
        Refuses(Legs(new(0, 1), new(1, -2)), OracleLoadError.LegsArray);
        BigInteger[] off = [.. Good.Instruments[2]!.Raj];
        off[7] += 1;
        Refuses(Combo(combo => combo with { Raj = off }), OracleLoadError.LegsArray);

        static OracleSnapshot Combo(Func<OracleInstrument, OracleInstrument> change) => Good with
        {
            Instruments = [Good.Instruments[0], Good.Instruments[1], change(Good.Instruments[2]!), Good.Instruments[3]],
        };
        static OracleSnapshot Legs(params OracleLeg[] legs) => Combo(combo => combo with { Legs = legs });
    }

    [Fact]
    public void Assets_at_their_bounds()
    {
        Takes(Asset(a => a with { PriceE = PerLot - 1, Omega = One, LotUnits = OracleMath.MoneyMax, Credit = [] }));
        Refuses(Asset(a => a with { Omega = One + 1 }), OracleLoadError.OmegaAboveOne);
        Refuses(Asset(a => a with { Credit = Make.Table((One + 1, 0)) }), OracleLoadError.CreditSlopeAboveOne);
        Refuses(Asset(a => a with { Credit = Make.Table((One, 0), (1, -1)) }), OracleLoadError.CreditOffsetRange);
        Refuses(Asset(a => a with { Credit = Make.Table((One, 1)) }), OracleLoadError.CreditWithoutZeroOffset);
        Refuses(Asset(a => a with { PriceE = PerLot }), OracleLoadError.AssetPriceRange);
        Refuses(Asset(a => a with { PriceE = -1 }), OracleLoadError.AssetPriceRange);
        Refuses(Asset(a => a with { LotUnits = 0 }), OracleLoadError.LotUnitsRange);
        Refuses(Asset(a => a with { LotUnits = OracleMath.MoneyMax + 1 }), OracleLoadError.LotUnitsRange);
        Refuses(Asset(a => a with { WrongWayUnderlying = 2 }), OracleLoadError.WrongWayUnderlying);
        Refuses(Asset(a => a with { DebtHaircut = One << 8 }), OracleLoadError.RateRange);
        Refuses(Asset(a => a with { Oracle = -1 }), OracleLoadError.RateRange);
        Refuses(Asset(a => a with { RiskInstrument = 0 }), OracleLoadError.CollateralAsset);
        Refuses(Asset(a => a with { RiskInstrument = -1 }), OracleLoadError.CollateralAsset);
        Refuses(Good with { Assets = [Good.Assets[0], Good.Assets[0]] }, OracleLoadError.CollateralAsset);

        static OracleSnapshot Asset(Func<OracleAsset, OracleAsset> change) =>
            Good with { Assets = [change(Good.Assets[0])] };
    }

    private static OracleSnapshot Under(Func<OracleUnderlying, OracleUnderlying> change) =>
        Good with { Underlyings = [Good.Underlyings[0], change(Good.Underlyings[1])] };

    private static OracleSnapshot Last(Func<OracleInstrument, OracleInstrument> change) => Good with
    {
        Instruments = [.. Good.Instruments, change(Make.Simple(1, 5, 100))],
    };

    private static void Takes(OracleSnapshot snapshot) => Assert.Empty(OracleLoadCheck.Errors(snapshot));

    private static void Refuses(OracleSnapshot snapshot, OracleLoadError error) =>
        Assert.Equal([error], OracleLoadCheck.Errors(snapshot));
}
