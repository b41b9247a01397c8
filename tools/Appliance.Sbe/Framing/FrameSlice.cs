namespace Appliance.Sbe.Tool.Framing;

/// <summary>One message in a run of bytes.</summary>
/// <param name="Offset">Of its message header, from the start of the array.</param>
/// <param name="Length">Bytes of the message, its framing not counted.</param>
internal readonly record struct FrameSlice(int Offset, int Length);
