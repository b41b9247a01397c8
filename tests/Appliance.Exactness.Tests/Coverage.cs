using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Margin;
using Appliance.Sim.Device;
using Appliance.Sim.Oracle;

namespace Appliance.Exactness.Tests;

/// <summary>Which answers and edges the streams came upon: agreeing on what never happens says nothing.</summary>
internal sealed class Coverage
{
    private readonly ConcurrentDictionary<string, int> marks = new();

    public int this[string mark] => marks.GetValueOrDefault(mark);

    public string Text => string.Join('\n', marks.OrderBy(m => m.Key).Select(m => $"{m.Value,8} {m.Key}"));

    /// <summary>Marks that were not reached.</summary>
    public IEnumerable<string> Missing(IEnumerable<string> wanted) => wanted.Where(mark => this[mark] == 0);

    public void Hit(string mark) => marks.AddOrUpdate(mark, 1, (_, count) => count + 1);

    public void Hit(in DeviceCommand command, in DeviceResult result)
    {
        string answer = result.Verdict == DeviceVerdict.Reject ? $"{result.Reason}" : $"{result.Verdict}";
        Hit($"{command.Op} {answer}");
        if (command.Op == DeviceOp.CheckOrder && result.Requirement == result.Equity && result.IsAccepted)
        {
            Hit("order needs all there is");
        }

        if (command.Op == DeviceOp.CheckOrder && result.Requirement == result.Equity + 1 && !result.IsAccepted)
        {
            Hit("order needs one micro more");
        }

        if (command.Op == DeviceOp.SizeLiquidation && result.Amount > 0)
        {
            Hit((result.Flags & DeviceResultFlags.Cured) != 0 ? "partial close cures" : "partial close does not cure");
        }
    }

    /// <summary>Edges of the state of the group that a command named, and whether the wide path was crossed.</summary>
    public bool HitState(OracleGroup group, RequirementScale scale, bool wasWide)
    {
        BigInteger gabs = OracleAccumulators.Gabs(group);
        bool isWide = gabs > scale.NarrowGabs;
        if (gabs == OracleMath.MoneyMax)
        {
            Hit("gabs is the largest there is");
        }

        if (gabs > OracleMath.MoneyMax)
        {
            Hit("group out of range");
        }

        if (gabs == scale.NarrowGabs)
        {
            Hit("gabs is the largest narrow one");
        }

        if (isWide != wasWide)
        {
            Hit(isWide ? "narrow to wide" : "wide to narrow");
        }

        return isWide;
    }
}
