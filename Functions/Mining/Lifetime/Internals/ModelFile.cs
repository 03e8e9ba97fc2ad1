using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>The JSON of a model that is a handful of positive parameters.</summary>
sealed class ModelFile(string format, params string[] names)
{
    const int FormatVersion = 1;

    public void Write(Stream stream, ReadOnlySpan<double> parameters, FitSummary fit)
    {
        using var writer = new StrictJsonWriter(stream, format, FormatVersion);
        for (var i = 0; i < names.Length; i++) writer.Number(names[i], parameters[i]);
        writer.Number("logLikelihood", fit.LogLikelihood);
        writer.Number("customers", fit.CustomerCount);
        writer.Flag("converged", fit.Converged);
    }

    public (double[] Parameters, FitSummary Fit) Read(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, format, FormatVersion);
        var parameters = Array.ConvertAll(names, reader.Finite);
        for (var i = 0; i < names.Length; i++) reader.Require(parameters[i] > 0, names[i], "a number above 0");
        var logLikelihood = reader.Finite("logLikelihood");
        var customers = reader.Finite("customers");
        reader.Require(customers is >= 1 and <= int.MaxValue && customers == Math.Floor(customers), "customers", "a whole number of at least 1");
        var converged = reader.Flag("converged");
        reader.End();
        return (parameters, new FitSummary(logLikelihood, (int)customers, converged));
    }
}
