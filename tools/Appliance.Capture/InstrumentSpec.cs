using System.Text;

namespace Appliance.Capture;

/// <summary>The one instrument of an imported capture: what its definition frame says.</summary>
/// <param name="Symbol">One to 32 ASCII letters and digits.</param>
/// <param name="TickMantissa">Price increment in 1e-9.</param>
/// <param name="LotMantissa">Quantity increment in 1e-8.</param>
internal sealed record InstrumentSpec(string Symbol, long TickMantissa, long LotMantissa)
{
    public const uint SecurityId = 1;

    private const int SymbolBytesMax = 32;

    /// <summary>Null with a one-line <paramref name="error"/> when a text does not do.</summary>
    public static InstrumentSpec? From(InstrumentTexts texts, out string error)
    {
        error = string.Empty;
        if (texts.Symbol.Length is 0 or > SymbolBytesMax || !IsPlain(texts.Symbol))
        {
            error = $"--symbol '{texts.Symbol}' is not 1 to {SymbolBytesMax} letters and digits";
        }
        else if (!TryPositive(texts.Tick, 9, out _))
        {
            error = $"--tick '{texts.Tick}' is not a positive decimal of at most 9 places";
        }
        else if (!TryPositive(texts.Lot, 8, out _))
        {
            error = $"--lot '{texts.Lot}' is not a positive decimal of at most 8 places";
        }

        if (error.Length > 0)
        {
            return null;
        }

        TryPositive(texts.Tick, 9, out long tick);
        TryPositive(texts.Lot, 8, out long lot);
        return new InstrumentSpec(texts.Symbol, tick, lot);
    }

    private static bool TryPositive(string text, int scale, out long mantissa) =>
        DecimalText.TryParse(Encoding.UTF8.GetBytes(text), scale, out mantissa) && mantissa > 0;

    private static bool IsPlain(string text)
    {
        foreach (char character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character))
            {
                return false;
            }
        }

        return true;
    }
}
