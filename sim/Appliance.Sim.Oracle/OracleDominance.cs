using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// Section 5: for every whole x >= 0 the IM table's value is at least the MM table's. The IM table is cut into the
/// pieces on which one of its lines is the value; on each piece every MM line is compared, roundings included.
/// </summary>
public static class OracleDominance
{
    public static bool Holds(OracleByKind<IReadOnlyList<OracleSegment>> tables) => Holds(tables.Im, tables.Mm);

    public static bool Holds(IReadOnlyList<OracleSegment> im, IReadOnlyList<OracleSegment> mm)
    {
        List<Piece> pieces = Pieces(im);
        return mm.All(line => pieces.All(piece => Covers(piece, line)));
    }

    /// <summary>Upper envelope of the table and the zero line, from x = 0 on; the last piece has no end.</summary>
    private static List<Piece> Pieces(IReadOnlyList<OracleSegment> table)
    {
        // Of parallel lines only the highest counts; what remains can be ordered by slope.
        List<OracleSegment> lines =
        [
            .. table.Append(new OracleSegment(0, 0)).GroupBy(line => line.Slope)
                .Select(same => new OracleSegment(same.Key, same.Min(line => line.Offset)))
                .OrderBy(line => line.Slope),
        ];
        List<Piece> pieces = [];
        foreach (OracleSegment line in lines)
        {
            BigInteger from = 0;
            while (pieces.Count > 0)
            {
                from = BigInteger.Max(0, FirstAbove(line, pieces[^1].Line));
                if (from > pieces[^1].First)
                {
                    pieces[^1] = pieces[^1] with { Last = from - 1 };
                    break;
                }

                pieces.RemoveAt(pieces.Count - 1);
                from = 0;
            }

            pieces.Add(new Piece(line, from, null));
        }

        return pieces;
    }

    /// <summary>The first whole x at which the steeper line is at least the flatter one.</summary>
    private static BigInteger FirstAbove(OracleSegment steep, OracleSegment flat) =>
        OracleMath.CeilDiv((steep.Offset - flat.Offset) * OracleMath.One, steep.Slope - flat.Slope);

    private static bool Covers(Piece piece, OracleSegment line)
    {
        BigInteger rise = line.Slope - piece.Line.Slope;
        BigInteger below = (line.Offset - piece.Line.Offset) * OracleMath.One;
        BigInteger from = piece.First;
        BigInteger? to = piece.Last;
        if (rise == 0)
        {
            return below >= 0;
        }

        if (rise > 0)
        {
            from = BigInteger.Max(from, OracleMath.FloorDiv(below, rise));
        }
        else
        {
            BigInteger meet = OracleMath.CeilDiv(below, -rise);
            to = to is null ? -meet : BigInteger.Min(to.Value, -meet);
        }

        // A steeper line without end wins in the end.
        return to is not null && (from > to || !RisesAbove(piece.Line, line, from, to.Value));
    }

    /// <summary>
    /// Whether ceil(line) is more than ceil(own) anywhere in [from, to], where line is nowhere below own but at the
    /// ends: summed up, since no term of the difference is negative once the ends are looked at by themselves.
    /// </summary>
    private static bool RisesAbove(OracleSegment own, OracleSegment line, BigInteger from, BigInteger to)
    {
        if (Value(line, from) > Value(own, from) || Value(line, to) > Value(own, to))
        {
            return true;
        }

        BigInteger count = to - from - 1;
        BigInteger excess = SumOfValues(line, from + 1, count) - SumOfValues(own, from + 1, count);
        return count > 0 && excess > 0;
    }

    private static BigInteger Value(OracleSegment line, BigInteger x) =>
        OracleMath.MulCeil(x, line.Slope) - line.Offset;

    private static BigInteger SumOfValues(OracleSegment line, BigInteger from, BigInteger count) => count <= 0
        ? 0
        : SumOfFloors(count - 1, line.Slope, (from * line.Slope) + OracleMath.One - 1, OracleMath.One)
            - (count * line.Offset);

    /// <summary>Sum of floor((a*k + b) / c) for k from 0 to n: lattice points under a line.</summary>
    private static BigInteger SumOfFloors(BigInteger n, BigInteger a, BigInteger b, BigInteger c)
    {
        if (a == 0)
        {
            return (n + 1) * (b / c);
        }

        if (a >= c || b >= c)
        {
            return (n * (n + 1) / 2 * (a / c)) + ((n + 1) * (b / c)) + SumOfFloors(n, a % c, b % c, c);
        }

        BigInteger m = ((a * n) + b) / c;
        return m == 0 ? 0 : (n * m) - SumOfFloors(m - 1, c, c - b - 1, a);
    }

    private sealed record Piece(OracleSegment Line, BigInteger First, BigInteger? Last);
}
