namespace Appliance.Margin.Control;

/// <summary>A value to use instead of a named parameter of a grid.</summary>
/// <param name="Name">As in the grid's parameters.</param>
/// <param name="Text">A fraction as <see cref="Rational"/> reads it.</param>
public readonly record struct GridParameter(string Name, string Text);
