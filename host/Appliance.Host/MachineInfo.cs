using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.Intrinsics;

namespace Appliance.Host;

/// <summary>What reports say about the build and the machine below it. Nothing is decided by it.</summary>
public static class MachineInfo
{
    /// <summary>Version of the build without the commit.</summary>
    public static string Version => Split(InformationalVersion).Version;

    /// <summary>Commit the build was made from, or "unknown".</summary>
    public static string Commit => Split(InformationalVersion).Commit;

    public static int Cores => Environment.ProcessorCount;

    /// <summary>Name of the processor as the kernel tells it, or the architecture.</summary>
    public static string Cpu
    {
        get
        {
            try
            {
                foreach (string line in File.ReadLines("/proc/cpuinfo"))
                {
                    if (line.StartsWith("model name", StringComparison.Ordinal))
                    {
                        return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
                    }
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The name only decorates a report; the architecture says enough.
            }

            return System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
        }
    }

    /// <summary>Instruction sets the vectorised paths ask about, those this machine has.</summary>
    public static IReadOnlyList<string> CpuFeatures
    {
        get
        {
            List<string> features = [];
            Add(features, "sse4.2", System.Runtime.Intrinsics.X86.Sse42.IsSupported);
            Add(features, "avx2", System.Runtime.Intrinsics.X86.Avx2.IsSupported);
            Add(features, "bmi2", System.Runtime.Intrinsics.X86.Bmi2.IsSupported);
            Add(features, "avx512f", System.Runtime.Intrinsics.X86.Avx512F.IsSupported);
            Add(features, "avx512dq", System.Runtime.Intrinsics.X86.Avx512DQ.IsSupported);
            Add(features, "neon", System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported);
            Add(features, "crc32", System.Runtime.Intrinsics.Arm.Crc32.IsSupported);
            Add(features, "vector256", Vector256.IsHardwareAccelerated);
            Add(features, "vector512", Vector512.IsHardwareAccelerated);
            return features;
        }
    }

    private static string InformationalVersion =>
        typeof(MachineInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "";

    private static void Add(List<string> features, string name, bool isSupported)
    {
        if (isSupported)
        {
            features.Add(name);
        }
    }

    private static (string Version, string Commit) Split(string text)
    {
        int plus = text.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? (text, "unknown") : (text[..plus], text[(plus + 1)..]);
    }
}
