namespace Appliance.Host.Running;

/// <summary>What reading a capture to its end showed.</summary>
/// <param name="IsWhole">Every frame passed its checksum and the file ends where it says.</param>
/// <param name="Frames">Good frames.</param>
/// <param name="Bytes">Bytes they take.</param>
/// <param name="Detail">How it ended, for people.</param>
public sealed record CaptureReport(bool IsWhole, long Frames, long Bytes, string Detail);

/// <summary>Reads a capture file to its end without deciding anything.</summary>
public delegate CaptureReport CaptureVerification(string path);
