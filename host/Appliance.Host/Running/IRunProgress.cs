namespace Appliance.Host.Running;

/// <summary>Told by a run how far it is. Called from one thread, as often as the run likes.</summary>
public interface IRunProgress
{
    /// <param name="done">Out of <paramref name="total"/>; never goes back.</param>
    /// <param name="total">0 while it is not known.</param>
    /// <param name="note">What is going on, in a few words: the bar, the simulated time.</param>
    void Report(long done, long total, string note);
}
