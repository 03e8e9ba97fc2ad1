using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>A smooth function: returns its value and fills its gradient.</summary>
delegate double SmoothFunction(ReadOnlySpan<double> point, Span<double> gradient);

/// <summary>Where a search ended, with its estimate of the curvature there.</summary>
sealed record Minimum(double[] Point, double Value, double[] InverseHessian, bool Converged);

/// <summary>Minimises a smooth function of a few variables: BFGS with a line search for the weak Wolfe conditions.</summary>
/// <remarks>Nocedal and Wright (2006), Numerical Optimization, algorithm 6.1; the bisection is Lewis and Overton (2013), Mathematical Programming 141.</remarks>
sealed class QuasiNewton
{
    const double LongestStep = 2;       // in a log-parameter: a factor of 7
    const double Reach = 14;            // from the start, in a log-parameter: a factor of a million, beyond which rounding speaks louder than data
    const double WarmReach = 3;         // from a start that is nearly the minimum
    const double RoundingNoise = 1e-14; // relative error of a sum over all customers
    const double NoGain = 1e-10;        // relative; some likelihoods rise for ever, ever more slowly, towards an infinite parameter
    const int PatientSteps = 3;
    const double NearlyFlat = 1e-5;     // slope that is flat for all purposes where the search cannot go on

    readonly SmoothFunction _function;
    readonly int _size;
    readonly double[] _inverse;
    readonly double[] _start;
    readonly double _reach;
    double[] _point;
    double[] _gradient;
    double _value;

    QuasiNewton(SmoothFunction function, double[] start, double[]? inverseHessian)
    {
        _function = function;
        _size = start.Length;
        (_start, _reach) = (start, inverseHessian is null ? Reach : WarmReach);
        _point = [.. start];
        _gradient = new double[_size];
        _value = function(_point, _gradient);
        _inverse = new double[_size * _size];
        if (inverseHessian is null) Reset(1);
        else inverseHessian.CopyTo(_inverse, 0);
    }

    /// <summary>Searches from <paramref name="start"/>; a minimum of a similar function may lend its curvature.</summary>
    public static Minimum Minimise(SmoothFunction function, (double[] Point, double[]? InverseHessian) start, PurchaseModelOptions options, RunContext run)
    {
        var search = new QuasiNewton(function, start.Point, start.InverseHessian);
        var idle = 0;
        for (var iteration = 0; iteration < options.MaxIterations && search.Steepest > options.Tolerance && idle < PatientSteps; iteration++)
        {
            run.Report(iteration, options.MaxIterations);
            var before = search._value;
            if (!search.Step(first: iteration == 0 && start.InverseHessian is null)) break;
            idle = before - search._value > NoGain * Math.Abs(before) ? 0 : idle + 1;
        }
        var flat = idle == PatientSteps || search.Steepest <= Math.Max(options.Tolerance, NearlyFlat);
        return new Minimum(search._point, search._value, search._inverse, flat);
    }

    double Steepest
    {
        get
        {
            var steepest = 0.0;
            foreach (var slope in _gradient) steepest = Math.Max(steepest, Math.Abs(slope));
            return double.IsFinite(_value) ? steepest : double.PositiveInfinity;
        }
    }

    bool Step(bool first)
    {
        var direction = Direction();
        if (Dot(direction, _gradient) >= 0)
        {
            Reset(1);
            direction = Direction();
        }
        if (LineSearch(direction) is not { } next) return false;

        Update(next.Point, next.Gradient, first);
        (_point, _gradient, _value) = next;
        return true;
    }

    (double[] Point, double[] Gradient, double Value)? LineSearch(double[] direction)
    {
        var slope = Dot(direction, _gradient);
        var (low, high, length) = (0.0, double.PositiveInfinity, 1.0);
        (double[], double[], double)? best = null;
        for (var trial = 0; trial < 25; trial++)
        {
            var point = new double[_size];
            for (var i = 0; i < _size; i++) point[i] = _point[i] + length * direction[i];
            var gradient = new double[_size];
            var value = IsWithinReach(point) ? _function(point, gradient) : double.PositiveInfinity;
            if (!(value <= _value + 1e-4 * length * slope + RoundingNoise * Math.Abs(_value))) high = length;
            else
            {
                best = (point, gradient, value);
                if (Dot(direction, gradient) >= 0.9 * slope) return best;
                low = length;
            }
            length = double.IsInfinity(high) ? 2 * low : (low + high) / 2;
        }
        return best;
    }

    bool IsWithinReach(double[] point)
    {
        for (var i = 0; i < _size; i++)
            if (Math.Abs(point[i] - _start[i]) > _reach) return false;
        return true;
    }

    double[] Direction()
    {
        var direction = new double[_size];
        var longest = 0.0;
        for (var i = 0; i < _size; i++)
        {
            direction[i] = -Dot(_inverse.AsSpan(i * _size, _size), _gradient);
            longest = Math.Max(longest, Math.Abs(direction[i]));
        }
        if (longest > LongestStep)
            for (var i = 0; i < _size; i++) direction[i] *= LongestStep / longest;
        return direction;
    }

    void Update(double[] point, double[] gradient, bool first)
    {
        var (moved, bent) = (new double[_size], new double[_size]);
        for (var i = 0; i < _size; i++) (moved[i], bent[i]) = (point[i] - _point[i], gradient[i] - _gradient[i]);
        var curvature = Dot(moved, bent);
        if (curvature <= 1e-12 * Math.Sqrt(Dot(moved, moved) * Dot(bent, bent))) return;   // no news above rounding
        if (first) Reset(curvature / Dot(bent, bent));

        var turned = new double[_size];
        for (var i = 0; i < _size; i++) turned[i] = Dot(_inverse.AsSpan(i * _size, _size), bent);
        var scale = 1 + Dot(bent, turned) / curvature;
        for (var i = 0; i < _size; i++)
            for (var j = 0; j < _size; j++)
                _inverse[i * _size + j] += (scale * moved[i] * moved[j] - turned[i] * moved[j] - moved[i] * turned[j]) / curvature;
    }

    void Reset(double diagonal)
    {
        Array.Clear(_inverse);
        for (var i = 0; i < _size; i++) _inverse[i * _size + i] = diagonal;
    }

    static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }
}
