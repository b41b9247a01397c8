using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Appliance.Sbe.Emitting;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Tests.Emitting;

/// <summary>The codecs of one schema, compiled and loaded, with a driver for every message.</summary>
internal sealed class Codecs
{
    private readonly Assembly assembly;
    private readonly string space;
    private readonly Func<byte[], string> validate;
    private readonly List<MessagePlan> plans;

    public Codecs(SbeSchema schema, bool isSafe = false)
    {
        Schema = schema;
        space = CSharpNames.Namespace(schema);
        var context = new EmitContext(space, Emitted.Runtime, new Flavor(isSafe), []);
        plans = CSharpEmitter.Plan(schema, context);
        context.Types.Add(schema);
        string[] drivers =
        [
            DriverSource.Helpers,
            Validator(schema),
            .. plans.Select(p => DriverSource.Write(p, space, t => context.Types[t, schema.ByteOrder].Name)),
        ];
        assembly = CodecAssembly.Load(Emitted.Files(schema, isSafe), drivers);
        validate = Type("Validator").GetMethod("Status")!.CreateDelegate<Func<byte[], string>>();
    }

    public SbeSchema Schema { get; }

    public IEnumerable<string> Messages => plans.Select(p => p.Message.Name);

    public Type Type(string name) => assembly.GetType(space + "." + name, throwOnError: true)!;

    /// <summary>The values of a frame as JSON, or the name of the status that refused it.</summary>
    public Func<byte[], string> Printer(string message) =>
        Driver(message).GetMethod("Print")!.CreateDelegate<Func<byte[], string>>();

    /// <summary>Decodes a frame and encodes it again into that much room; empty where the room is too small.</summary>
    public Func<byte[], int, byte[]> Rewriter(string message) =>
        Driver(message).GetMethod("Rewrite")!.CreateDelegate<Func<byte[], int, byte[]>>();

    /// <summary>What the schema's own class says of a frame.</summary>
    public string Validate(byte[] frame) => validate(frame);

    /// <summary>Bytes allocated while a frame is validated that many times.</summary>
    public long AllocatedBytes(byte[] frame, int times) =>
        Type("Validator").GetMethod("AllocatedBytes")!.CreateDelegate<Func<byte[], int, long>>()(frame, times);

    private static string SchemaClass(SbeSchema schema) =>
        CSharpNames.Pascal(CSharpNames.FileStem(schema.File)) + "Schema";

    private string Validator(SbeSchema schema) =>
        $$"""
        #pragma warning disable CS1591 // Nobody reads this.
        using System; using {{Emitted.Runtime}};
        namespace {{space}};
        public static class Validator
        {
            public static string Status(byte[] frame) =>
                {{SchemaClass(schema)}}.Validate(frame, out _, out _).ToString();
            public static long AllocatedBytes(byte[] frame, int times)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < times; i++)
                {
                    {{SchemaClass(schema)}}.Validate(frame, out _, out _);
                }
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }
        """;

    public MessagePlan Plan(string message) => plans.Single(p => p.Message.Name == message);

    private Type Driver(string message) => Type(DriverSource.TypeName(Plan(message)));
}
