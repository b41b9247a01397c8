using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Disruptor.Processing;

/// <summary>
/// Makes, at run time, a struct that holds an object and implements an interface by calling the object's own methods,
/// not the interface's. As a type parameter such a struct gives every object its own compiled code, and the calls
/// are direct and can be inlined.
/// </summary>
/// <remarks>
/// A default method of the interface itself that the object does not override is left empty, which is what ours do;
/// one from another interface is called through the interface. The struct may reach types that are not public, so a
/// handler need not be.
/// </remarks>
internal static class StructProxy
{
    private const string FieldName = "Target";

    // A type cannot be unloaded here anyway, so each pair is made once for the life of the process; null: cannot be.
    private static readonly ConcurrentDictionary<(Type Target, Type Contract), Type?> Types = new();

    private static int _count;

    /// <summary>The boxed struct, or null when none can be made for this object.</summary>
    public static object? TryCreate(Type contract, object target)
    {
        Type? type = Types.GetOrAdd((target.GetType(), contract), static key => TryBuild(key.Target, key.Contract));
        if (type is null) return null;
        object proxy = RuntimeHelpers.GetUninitializedObject(type);
        type.GetField(FieldName)!.SetValue(proxy, target);
        return proxy;
    }

    private static Type? TryBuild(Type target, Type contract)
    {
        // A struct would be copied out of its box and its state with it. A class that handles a base type implements
        // the interface by variance only and has no map for it.
        bool isPossible = RuntimeFeature.IsDynamicCodeSupported
            && !target.IsValueType
            && !target.IsCollectible
            && target.GetInterfaces().Contains(contract);
        return isPossible ? Build(target, contract) : null;
    }

    private static Type Build(Type target, Type contract)
    {
        // Atomic: proxies may be made on several threads, and each needs a name of its own.
        string name = $"Disruptor.Proxy{Interlocked.Increment(ref _count)}";
        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(
            new AssemblyName(name), AssemblyBuilderAccess.Run);
        ConstructorInfo ignoresAccess = typeof(IgnoresAccessChecksToAttribute).GetConstructors()[0];
        foreach (string reached in AssembliesOf(target).Concat(AssembliesOf(contract)).Distinct())
        {
            assembly.SetCustomAttribute(new CustomAttributeBuilder(ignoresAccess, [reached]));
        }

        TypeBuilder type = assembly.DefineDynamicModule(name).DefineType(
            name,
            TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.SequentialLayout,
            typeof(ValueType),
            [contract]);
        FieldBuilder field = type.DefineField(FieldName, target, FieldAttributes.Public);
        InterfaceMapping map = target.GetInterfaceMap(contract);
        for (int i = 0; i < map.InterfaceMethods.Length; i++)
        {
            Implement(type, field, map.InterfaceMethods[i], map.TargetMethods[i]);
        }

        return type.CreateType();
    }

    private static void Implement(TypeBuilder type, FieldInfo field, MethodInfo contract, MethodInfo target)
    {
        Type[] parameters = Array.ConvertAll(contract.GetParameters(), parameter => parameter.ParameterType);
        MethodBuilder method = type.DefineMethod(
            contract.Name,
            MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.Final
                | MethodAttributes.HideBySig | MethodAttributes.NewSlot,
            contract.ReturnType,
            parameters);
        method.SetImplementationFlags(MethodImplAttributes.AggressiveInlining);
        ILGenerator il = method.GetILGenerator();
        bool isEmptyDefault = target.DeclaringType == contract.DeclaringType && contract.ReturnType == typeof(void);
        if (!isEmptyDefault)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
            for (int i = 1; i <= parameters.Length; i++) il.Emit(OpCodes.Ldarg, (short)i);
            // The type of the object is exactly known, so its method is called without a look at its table.
            if (target.DeclaringType!.IsInterface) il.Emit(OpCodes.Callvirt, contract);
            else il.Emit(OpCodes.Call, target);
        }

        il.Emit(OpCodes.Ret);
        type.DefineMethodOverride(method, contract);
    }

    private static IEnumerable<string> AssembliesOf(Type type)
    {
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            yield return at.Assembly.GetName().Name!;
            foreach (string name in at.GetGenericArguments().SelectMany(AssembliesOf)) yield return name;
        }
    }
}
