using System;

namespace Appliance.Margin.Control;

/// <summary>Ends the reading of a grid at its first fault; never leaves <see cref="ScenarioGridReader"/>.</summary>
internal sealed class GridFaultException(string message) : Exception(message);
