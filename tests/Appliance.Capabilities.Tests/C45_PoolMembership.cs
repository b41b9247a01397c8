using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 45, device part: nobody is a member but of a pool that was opened first, and the pool cannot go while it has
/// members. What members have signed is checked before that, outside the engine.
/// </summary>
public class C45_PoolMembership
{
    [Fact]
    public void A_member_needs_its_pool_and_keeps_it_open()
    {
        using Trio trio = new();
        DeviceCommand join = new()
        {
            Op = DeviceOp.OpenGroup,
            Group = 2,
            Lots = (long)MarginGroupKind.Member,
            OldLots = 1,
        };
        Assert.Equal(ReasonCode.UnknownAccount, trio.Run(join).Reason);
        trio.Open(1, kind: MarginGroupKind.Pool, lambdaQ32: Rate.One.Q32);
        Assert.Equal(ReasonCode.None, trio.Run(join).Reason);
        DeviceCommand close = new() { Op = DeviceOp.CloseGroup, Group = 1 };
        Assert.Equal(ReasonCode.Range, trio.Run(close).Reason);
        trio.Accept(close with { Group = 2 });
        trio.Accept(close);
    }

    [Fact]
    public void A_member_of_the_other_mode_and_an_illegal_lambda_are_refused()
    {
        using Trio trio = new();
        DeviceCommand pool = new() { Op = DeviceOp.OpenGroup, Group = 1, Lots = (long)MarginGroupKind.Pool };
        Assert.Equal(ReasonCode.Range, trio.Run(pool with { OldReserve = (1L << 32) + 1 }).Reason);
        trio.Accept(pool with { OldReserve = 1L << 31 });
        DeviceCommand member = new()
        {
            Op = DeviceOp.OpenGroup,
            Group = 2,
            Lots = (long)MarginGroupKind.Member,
            OldLots = 1,
            Flags = DeviceCommandFlags.StandardMode,
        };
        Assert.Equal(ReasonCode.UnknownAccount, trio.Run(member).Reason);
    }
}
