using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using Appliance.Host.Running;

namespace Appliance.Host.Views;

/// <summary>
/// The summary for machines. Names and units never change and are only ever added to; <c>schema</c> counts what could
/// not be done that way. Money is whole micro, times whole nanoseconds, so that no reader has to trust a double.
/// </summary>
public static class JsonSummary
{
    public const int Schema = 1;

    public static void Write(RunReport report, TextWriter output)
    {
        using MemoryStream bytes = new();
        JsonWriterOptions options = new()
        {
            Indented = true,
            NewLine = "\n",
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (Utf8JsonWriter json = new(bytes, options))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            json.WriteString("outcome", SummaryContent.Verdict(report));
            json.WriteStartArray("findings");
            foreach (string finding in report.Findings)
            {
                json.WriteStringValue(finding);
            }

            json.WriteEndArray();
            WriteHeader(report.Header, json);
            WriteCounts("events", report.Events, json);
            WriteOrders(report, json);
            WriteDefaults(report, json);
            WriteMoney(report, json);
            WriteCounts("wireFaults", report.WireFaults, json);
            WriteCounts("inputsRefused", report.InputsRefused, json);
            WriteSpeed(report, json);
            json.WriteString("drained", report.Drained);
            json.WriteString("decisionChain", report.DecisionChain);
            json.WriteString("stateHash", report.StateHash);
            json.WriteString("repeat", report.RepeatCommand);
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(bytes.ToArray()));
        output.Write('\n');
    }

    private static void WriteHeader(RunHeader header, Utf8JsonWriter json)
    {
        json.WriteStartObject("run");
        json.WriteString("scenario", header.Scenario);
        json.WriteNumber("seed", header.Seed);
        json.WriteString("topology", header.Topology);
        json.WriteString("device", header.Device);
        json.WriteString("profile", header.Profile);
        json.WriteNumber("scenarioEntries", header.ScenarioEntries);
        json.WriteNumber("accounts", header.Accounts);
        json.WriteString("cpu", header.Cpu);
        json.WriteNumber("cores", header.Cores);
        json.WriteString("commit", header.Commit);
        json.WriteString("currency", header.Currency);
        json.WriteEndObject();
    }

    private static void WriteCounts(string name, IReadOnlyList<NamedCount> counts, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        foreach (NamedCount count in counts)
        {
            json.WriteNumber(count.Name, count.Count);
        }

        json.WriteEndObject();
    }

    private static void WriteOrders(RunReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject("orders");
        json.WriteNumber("accepted", report.OrdersAccepted);
        json.WriteNumber("acceptedReduceOnly", report.OrdersAcceptedReduceOnly);
        json.WriteStartArray("rejected");
        foreach (RefusalCount refusal in report.OrdersRejected)
        {
            json.WriteStartObject();
            json.WriteNumber("code", (int)refusal.Reason);
            json.WriteString("name", refusal.Reason.ToString());
            json.WriteNumber("count", refusal.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDefaults(RunReport report, Utf8JsonWriter json)
    {
        json.WriteNumber("marginCalls", report.MarginCalls);
        json.WriteNumber("marginCallsCured", report.MarginCallsCured);
        json.WriteStartObject("liquidations");
        json.WriteNumber("count", report.Liquidations.Count);
        json.WriteNumber("cured", report.Liquidations.Cured);
        json.WriteNumber("orders", report.Liquidations.Orders);
        json.WriteNumber("lots", report.Liquidations.Lots);
        json.WriteNumber("notionalMicro", report.Liquidations.NotionalMicro);
        json.WriteEndObject();
        json.WriteNumber("backstopTransfers", report.BackstopTransfers);
        json.WriteNumber("uncoveredLossMicro", report.UncoveredLossMicro);
    }

    private static void WriteMoney(RunReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject("fund");
        json.WriteNumber("startMicro", report.Fund.StartMicro);
        json.WriteNumber("inMicro", report.Fund.InMicro);
        json.WriteNumber("outMicro", report.Fund.OutMicro);
        json.WriteNumber("endMicro", report.Fund.EndMicro);
        json.WriteEndObject();
        json.WriteStartObject("conservation");
        json.WriteNumber("depositsMicro", report.Money.DepositsMicro);
        json.WriteNumber("withdrawalsMicro", report.Money.WithdrawalsMicro);
        json.WriteNumber("equityMicro", report.Money.EquityMicro);
        json.WriteNumber("fundMicro", report.Money.FundMicro);
        json.WriteNumber("feesMicro", report.Money.FeesMicro);
        json.WritePropertyName("differenceMicro");
        json.WriteRawValue(report.Money.DifferenceMicro.ToString(CultureInfo.InvariantCulture));
        json.WriteBoolean("isBalanced", report.Money.DifferenceMicro == System.Int128.Zero);
        json.WriteEndObject();
    }

    private static void WriteSpeed(RunReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject("latency");
        json.WriteString("method", "open loop, from intended send time");
        json.WriteStartArray("rows");
        foreach (LatencyRow row in report.Latencies)
        {
            json.WriteStartObject();
            json.WriteString("name", row.Name);
            json.WriteNumber("count", row.Count);
            json.WriteNumber("p50Ns", row.P50Ns);
            json.WriteNumber("p99Ns", row.P99Ns);
            json.WriteNumber("p999Ns", row.P999Ns);
            json.WriteNumber("p9999Ns", row.P9999Ns);
            json.WriteNumber("maxNs", row.MaxNs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("throughput");
        json.WriteNumber("events", report.EventCount);
        json.WriteNumber("elapsedNs", report.ElapsedNs);
        json.WriteNumber("eventsPerSecond", SummaryContent.EventsPerSecond(report));
        json.WriteNumber("allocatedBytes", report.AllocatedBytes);
        json.WriteNumber("allocationEvents", report.AllocationEvents);
        json.WriteEndObject();
        json.WriteStartObject("warmUp");
        json.WriteNumber("events", report.WarmUp.Events);
        json.WriteNumber("elapsedNs", report.WarmUp.ElapsedNs);
        json.WriteNumber("methodsCompiled", report.WarmUp.MethodsCompiled);
        json.WriteNumber("methodsCompiledLive", report.WarmUp.MethodsCompiledLive);
        json.WriteEndObject();
    }
}
