namespace CrmInsights.Mining.Linear.Internals;

/// <summary>Gradient and Hessian of the mean loss, penalty left out, at one point.</summary>
/// <param name="Gradient">One entry a weight, the intercept first.</param>
/// <param name="Hessian">Row-major square.</param>
/// <param name="WeightSum">Sum of the row weights; times the Hessian it is Fisher's information.</param>
sealed record QuadraticCurve(double[] Gradient, double[] Hessian, double WeightSum);
