namespace CrmInsights.Mining.Linear.Internals;

/// <summary>What the solver needs of the options of any family.</summary>
sealed record NewtonOptions(double L1, double L2, int MaxIterations, double Tolerance)
{
    public bool IsUnpenalised => this is { L1: 0, L2: 0 };
}
