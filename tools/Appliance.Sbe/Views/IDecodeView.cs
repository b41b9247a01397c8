using Appliance.Sbe.Interpreting;

namespace Appliance.Sbe.Tool.Views;

/// <summary>Shows decoded frames, one after the other.</summary>
internal interface IDecodeView
{
    /// <param name="frameLength">Bytes of the frame; what is beyond the message is padding.</param>
    void Show(in FrameOrigin origin, SbeDecoded decoded, int frameLength);
}
