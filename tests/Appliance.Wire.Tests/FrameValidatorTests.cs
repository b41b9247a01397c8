using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Wire.Tests.Cases;

namespace Appliance.Wire.Tests;

/// <summary>What may come in, how long it may be, and that asking and coding cost no memory.</summary>
public sealed class FrameValidatorTests
{
    private static readonly HashSet<string> Outputs =
        ["RiskVerdict", "MarginCall", "LiquidationOrder", "StateReport", "FundMovement"];

    [Fact]
    public void Inputs_pass_and_what_only_the_appliance_says_does_not()
    {
        foreach (MessageCase message in MessageCase.All)
        {
            SbeStatus expected = Outputs.Contains(message.Name) ? SbeStatus.UnknownTemplate : SbeStatus.Ok;
            Assert.Equal(expected, FrameValidator.Validate(message.Frame([]), out MessageHeader h));
            Assert.Equal(message.Schema.TemplateId, h.TemplateId);
        }
    }

    [Fact]
    public void The_registry_knows_the_inputs_and_nothing_else()
    {
        HashSet<(int, int)> inputs = MessageCase.All.Where(m => !Outputs.Contains(m.Name))
            .Select(m => (m.Schema.SchemaId, m.Schema.TemplateId)).ToHashSet();
        for (ushort schema = 700; schema < 705; schema++)
        {
            SbeStatus refusal = schema is 700 or 704 ? SbeStatus.UnknownSchema : SbeStatus.UnknownTemplate;
            for (int template = 0; template <= ushort.MaxValue; template++)
            {
                SbeStatus status = MessageRegistry.TryGetInput(schema, (ushort)template);
                Check.That(status == (inputs.Contains((schema, template)) ? SbeStatus.Ok : refusal));
            }
        }
    }

    [Fact]
    public void A_frame_may_be_as_long_as_a_slot_and_no_longer()
    {
        foreach (MessageCase message in MessageCase.All.Where(m => !Outputs.Contains(m.Name)))
        {
            bool hasGroups = message.Name == "IncrementalRefreshBook";
            int bytesMax = hasGroups ? FrameValidator.GroupFrameBytesMax : Limits.FrameBytesMax;
            byte[] frame = new byte[bytesMax + 1];
            Assert.Equal(SbeStatus.Ok, message.Write(frame, []));
            Assert.Equal(SbeStatus.Ok, FrameValidator.Validate(frame.AsSpan(0, bytesMax), out _));
            Assert.Equal(SbeStatus.FrameTooLong, FrameValidator.Validate(frame, out _));
        }
    }

    [Fact]
    public void Validating_encoding_and_decoding_allocate_nothing()
    {
        ulong[] values = new ulong[MessageCase.FieldsMax];
        byte[] frame = new byte[Limits.FrameBytesMax];
        MessageCase[] messages = [.. MessageCase.All];
        Turn(messages, frame, values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int turns = 0;
        for (; turns < 100; turns++)
        {
            Turn(messages, frame, values);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Turn(MessageCase[] messages, byte[] frame, ulong[] values)
    {
        foreach (MessageCase message in messages)
        {
            bool isFaithful = message.Write(frame, values) == SbeStatus.Ok
                && message.Read(frame, values) == SbeStatus.Ok
                && FrameValidator.Validate(frame, out MessageHeader _) is SbeStatus.Ok or SbeStatus.UnknownTemplate;
            Check.That(isFaithful);
        }
    }
}
