using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Appliance.Sbe.Tool.Packets;

namespace Appliance.Sbe.Tool.Verbs;

/// <summary>Packets of a capture file, decoded one by one; what cannot be decoded is counted and told.</summary>
internal static class PacketSource
{
    /// <param name="port">Only packets from or to it; 0 for all.</param>
    public static void Decode(string path, int port, DecodeRun run, TextWriter error)
    {
        using FileStream stream = InputFile.Open(path);
        Decode(stream, path, port, run, error);
    }

    public static void Decode(Stream stream, string path, int port, DecodeRun run, TextWriter error)
    {
        if (!PacketFile.TryOpen(stream, out IPacketFile? file, out string fault))
        {
            run.Fault($"{path}: {fault}");
            return;
        }

        SortedDictionary<DatagramKind, long> counts = [];
        long number = 0;
        while (!run.IsDone && file.TryRead(out LinkPacket? packet))
        {
            number++;
            Datagram datagram = DatagramReader.Read(packet);
            counts[datagram.Kind] = counts.GetValueOrDefault(datagram.Kind) + 1;
            bool isAsked = datagram.HasPayload && datagram.Length > 0 && (port == 0 || datagram.IsOfPort(port));
            if (isAsked)
            {
                string kind = datagram.Kind == DatagramKind.Tcp ? " tcp segment" : string.Empty;
                string place = $"packet {number} {datagram.Source} > {datagram.Target}{kind}";
                run.Decode(packet.Bytes, datagram.Offset, datagram.Length, place, packet.StampNs);
            }
        }

        if (file.Fault.Length > 0)
        {
            run.Fault($"{path}: {file.Fault}");
        }

        IEnumerable<string> words = counts.Select(c => $"{Words(c.Key)} {c.Value}");
        error.Write($"sbe: packets {number}: {string.Join(", ", words)}\n");
    }

    private static string Words(DatagramKind kind) => kind switch
    {
        DatagramKind.Udp => "udp",
        DatagramKind.Tcp => "tcp (segments decoded one by one, streams are not put together)",
        DatagramKind.Fragment => "fragments not decoded",
        DatagramKind.Other => "of other protocols",
        DatagramKind.Malformed => "malformed",
        DatagramKind.Cut => "cut by the capture",
        DatagramKind.UnknownLink => "of an unknown link layer",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
