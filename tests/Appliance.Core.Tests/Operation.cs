using System.Numerics;

namespace Appliance.Core.Tests;

/// <summary>An operation of two integers, seen without the width of its arguments.</summary>
internal delegate BigInteger Operation(BigInteger x, BigInteger y);
