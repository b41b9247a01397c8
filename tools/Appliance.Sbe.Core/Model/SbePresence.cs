namespace Appliance.Sbe.Model;

/// <summary>Whether a value is always there, may be null, or takes no bytes because the schema fixes it.</summary>
public enum SbePresence
{
    Required,
    Optional,
    Constant,
}
