using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>
/// What a fitted model of buying and leaving says of one customer. Recency, age and horizon are in the unit of the summaries that it
/// was fitted to. Immutable and thread-safe.
/// </summary>
public abstract class PurchaseModel
{
    /// <summary>Only models of this assembly.</summary>
    private protected PurchaseModel(double r, double alpha, FitSummary fit) => (R, Alpha, Fit) = (r, alpha, fit);

    /// <summary>Shape r of the gamma distribution of purchase rates.</summary>
    public double R { get; }

    /// <summary>Rate alpha of the gamma distribution of purchase rates, in units of time.</summary>
    public double Alpha { get; }

    /// <summary>How the fit went.</summary>
    public FitSummary Fit { get; }

    /// <summary>Probability that a customer is still active, given the purchase history.</summary>
    /// <param name="frequency">Repeat purchases x: a count, 0 or more.</param>
    /// <param name="recency">Age at the last purchase t_x; 0 when there was no repeat purchase.</param>
    /// <param name="age">Age today T, at least <paramref name="recency"/>.</param>
    /// <returns>A probability in [0, 1]. BG/NBD says exactly 1 when <paramref name="frequency"/> is 0; the others do not.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is negative or not finite, or recency is greater than age.</exception>
    public double ProbabilityAlive(int frequency, double recency, double age)
    {
        Validate(0, frequency, recency, age);
        return Alive(frequency, recency, age);
    }

    /// <summary>Expected purchases from now until <paramref name="horizon"/>, given the purchase history. All zero history: those of a newcomer.</summary>
    /// <param name="horizon">Length of the time ahead t, finite, 0 or more.</param>
    /// <param name="frequency">Repeat purchases x: a count, 0 or more.</param>
    /// <param name="recency">Age at the last purchase t_x; 0 when there was no repeat purchase.</param>
    /// <param name="age">Age today T, at least <paramref name="recency"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is negative or not finite, or recency is greater than age.</exception>
    public double ExpectedPurchases(double horizon, int frequency, double recency, double age)
    {
        Validate(horizon, frequency, recency, age);
        return horizon == 0 ? 0 : Alive(frequency, recency, age) * ExpectedIfAlive(horizon, frequency, age);
    }

    /// <summary>Probability of at least one purchase from now until <paramref name="horizon"/>, given the purchase history.</summary>
    /// <param name="horizon">Length of the time ahead t, finite, 0 or more.</param>
    /// <param name="frequency">Repeat purchases x: a count, 0 or more.</param>
    /// <param name="recency">Age at the last purchase t_x; 0 when there was no repeat purchase.</param>
    /// <param name="age">Age today T, at least <paramref name="recency"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is negative or not finite, or recency is greater than age.</exception>
    public double ProbabilityOfPurchase(double horizon, int frequency, double recency, double age)
    {
        Validate(horizon, frequency, recency, age);
        return Alive(frequency, recency, age) * PurchaseIfAlive(horizon, frequency, age);
    }

    /// <summary>Time from now within which the next purchase falls with probability <paramref name="share"/>, while the customer stays active.</summary>
    /// <param name="share">Between 0 and 1; 0.5 is the median, 0.1 and 0.9 enclose the 80 % interval.</param>
    /// <param name="frequency">Repeat purchases x: a count, 0 or more.</param>
    /// <param name="age">Age today T.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public double WaitIfActive(double share, int frequency, double age)
    {
        if (!(share > 0 && share < 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share between 0 and 1 was expected.");
        Validate(0, frequency, 0, age);
        var exponent = -Math.Log(1 - share) / (R + frequency);
        return (Alpha + age) * exponent * NearZero.ExpMinusOneOver(exponent);
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public abstract void Save(Stream stream);

    private protected abstract double Alive(int frequency, double recency, double age);

    private protected abstract double ExpectedIfAlive(double horizon, int frequency, double age);

    private protected abstract double PurchaseIfAlive(double horizon, int frequency, double age);

    static void Validate(double horizon, int frequency, double recency, double age)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frequency);
        RequireTime(horizon, nameof(horizon));
        RequireTime(recency, nameof(recency));
        RequireTime(age, nameof(age));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(recency, age);
    }

    static void RequireTime(double time, string name)
    {
        if (!(time >= 0) || double.IsInfinity(time)) throw new ArgumentOutOfRangeException(name, time, "A finite time of at least 0 was expected.");
    }
}
