using System;

namespace Disruptor.Processing;

/// <summary>
/// What a processor does with its events, whatever their kind. Implemented by structs only, so that the loop around it
/// is compiled for each of them and calls it directly.
/// </summary>
internal interface IBatchBody
{
    void OnBatchStart(long batchSize);

    void OnEvent(long sequence, bool endOfBatch);

    void OnStart();

    void OnShutdown();

    void OnTimeout(long sequence);

    void HandleEventException(Exception ex, long sequence);

    void HandleOnTimeoutException(Exception ex, long sequence);

    void HandleOnStartException(Exception ex);

    void HandleOnShutdownException(Exception ex);
}
