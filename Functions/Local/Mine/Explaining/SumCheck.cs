namespace CrmInsights.Local.Mine.Explaining;

/// <summary>Holds sums of shares to what they must add up to.</summary>
sealed class SumCheck
{
    /// <summary>Far above what rounding does, far below what anyone reads.</summary>
    const double Tolerance = 1e-6;

    /// <summary>Largest gap found.</summary>
    public double Largest { get; private set; }

    /// <exception cref="InvalidOperationException">The gap is more than rounding.</exception>
    public void Compare(double sum, double whole)
    {
        var gap = Math.Abs(sum - whole);
        Largest = Math.Max(Largest, gap);
        if (!(gap <= Tolerance * Math.Max(1, Math.Abs(whole)))) throw new InvalidOperationException($"shares add up to {sum}, and {whole} was expected; the counts in the model file do not fit its trees.");
    }
}
