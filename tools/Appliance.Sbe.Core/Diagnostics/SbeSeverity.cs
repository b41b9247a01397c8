namespace Appliance.Sbe.Diagnostics;

/// <summary>Errors stop the generation; warnings are lint.</summary>
public enum SbeSeverity
{
    Warning,
    Error,
}
