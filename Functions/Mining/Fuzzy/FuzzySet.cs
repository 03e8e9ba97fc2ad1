namespace CrmInsights.Mining.Fuzzy;

/// <summary>A fuzzy set of numbers: to what degree, from 0 to 1, a number belongs to it.</summary>
public abstract record FuzzySet
{
    FuzzySet() { }

    /// <summary>Degree of membership of a number; NaN belongs to no set.</summary>
    public double Degree(double value) => double.IsNaN(value) ? 0 : DegreeOf(value);

    private protected abstract double DegreeOf(double value);

    /// <summary>Rises from the left foot to the peak and falls to the right foot.</summary>
    /// <remarks>A foot that equals the peak makes that side a step; a foot at infinity a shoulder that stays at 1.</remarks>
    public static FuzzySet Triangle(double left, double peak, double right) => Trapezoid(left, peak, peak, right);

    /// <summary>Rises from <paramref name="left"/> to <paramref name="from"/>, is 1 up to <paramref name="to"/> and falls to <paramref name="right"/>.</summary>
    /// <remarks>Corners may coincide; a foot at infinity makes a shoulder that stays at 1.</remarks>
    /// <exception cref="ArgumentException">The corners do not rise, or a flat corner is not finite.</exception>
    public static FuzzySet Trapezoid(double left, double from, double to, double right)
    {
        if (!(left <= from && from <= to && to <= right) || !double.IsFinite(from) || !double.IsFinite(to))
            throw new ArgumentException($"Corners {left}, {from}, {to}, {right} were given; rising ones were expected, the middle two finite.");
        return new Corners(left, from, to, right);
    }

    /// <summary>exp(-(value - center)^2 / (2 width^2)).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The width is not above 0 and finite, or the center is not finite.</exception>
    public static FuzzySet Gaussian(double center, double width)
    {
        Require(double.IsFinite(center), center, nameof(center), "A finite number");
        Require(width > 0 && double.IsFinite(width), width, nameof(width), "A finite width above 0");
        return new Bell(center, width);
    }

    /// <summary>1 / (1 + exp(-slope (value - middle))): rises for a slope above 0, falls below 0, is 1/2 at the middle.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or the slope is 0.</exception>
    public static FuzzySet Sigmoid(double slope, double middle)
    {
        Require(double.IsFinite(slope) && slope != 0, slope, nameof(slope), "A finite slope other than 0");
        Require(double.IsFinite(middle), middle, nameof(middle), "A finite number");
        return new Step(slope, middle);
    }

    static void Require(bool holds, double value, string name, string expected)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, $"{expected} was expected.");
    }

    sealed record Corners(double Left, double From, double To, double Right) : FuzzySet
    {
        private protected override double DegreeOf(double value)
        {
            if (value >= From && value <= To) return 1;
            if (value < Left || value > Right) return 0;
            if (value < From) return double.IsInfinity(Left) ? 1 : (value - Left) / (From - Left);
            return double.IsInfinity(Right) ? 1 : (Right - value) / (Right - To);
        }
    }

    sealed record Bell(double Center, double Width) : FuzzySet
    {
        private protected override double DegreeOf(double value) => Math.Exp(-(value - Center) * (value - Center) / (2 * Width * Width));
    }

    sealed record Step(double Slope, double Middle) : FuzzySet
    {
        private protected override double DegreeOf(double value) => Mining.Internals.Sigmoid.Of(Slope * (value - Middle));
    }
}
