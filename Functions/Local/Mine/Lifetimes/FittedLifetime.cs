using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>A fitted model of lifetimes, ready to be shown.</summary>
/// <param name="Fit">How the fit went.</param>
/// <param name="Parameters">By name.</param>
/// <param name="Header">What <paramref name="Row"/> gives; the last two are what the model says, the others what it was told.</param>
/// <param name="Row">The numbers of one customer.</param>
sealed record FittedLifetime(FitSummary Fit, Dictionary<string, double> Parameters, IReadOnlyList<string> Header, Func<CustomerHistory<string>, double[]> Row)
{
    static readonly string[] s_purchases = ["frequency", "recency", "age", "alive", "expectedPurchases"];

    public Dictionary<string, double>? Quality { get; private init; }
    public required Action<Stream> Save { get; init; }

    public string HeaderText => string.Join(',', ["customer", .. Header]);

    public static string RowText(string customer, double[] values) => string.Join(',', [MineOutput.Field(customer), .. values.Select(MineOutput.Number)]);

    public static FittedLifetime Of(GammaGammaModel model) => new(model.Fit, new() { ["p"] = model.P, ["q"] = model.Q, ["v"] = model.V }, ["frequency", "meanSpend", "expectedSpend"],
        customer => [customer.Summary.Frequency, customer.Summary.MeanSpend, model.ExpectedSpend(customer.Summary.Frequency, customer.Summary.MeanSpend)])
    { Save = model.Save };

    public static FittedLifetime Of(PurchaseModel model, double horizon, PurchaseInput input)
    {
        var parameters = new Dictionary<string, double> { ["r"] = model.R, ["alpha"] = model.Alpha };
        if (model is GeometricDropoutModel geometric) (parameters["a"], parameters["b"]) = (geometric.A, geometric.B);
        if (model is ParetoNbdModel pareto) (parameters["s"], parameters["beta"]) = (pareto.S, pareto.Beta);
        return new FittedLifetime(model.Fit, parameters, s_purchases, customer => PurchaseRow(model, horizon, customer))
        {
            Save = model.Save,
            Quality = Later(input, customer => Expected(model, horizon, customer.Summary)),
        };
    }

    /// <summary>BG/BB at one occasion a unit.</summary>
    public static FittedLifetime Of(BgBbModel model, double horizon, PurchaseInput input)
    {
        var ahead = (int)Math.Ceiling(horizon);
        return new FittedLifetime(model.Fit, new() { ["alpha"] = model.Alpha, ["beta"] = model.Beta, ["gamma"] = model.Gamma, ["delta"] = model.Delta },
            ["frequency", "recency", "occasions", "alive", "expectedPurchases"], Row)
        {
            Save = model.Save,
            Quality = Later(input, customer => model.ExpectedPurchases(ahead, input.Occasions(customer))),
        };

        double[] Row(CustomerHistory<string> customer)
        {
            var occasions = input.Occasions(customer);
            return [occasions.Frequency, occasions.Recency, occasions.Opportunities, model.ProbabilityAlive(occasions), model.ExpectedPurchases(ahead, occasions)];
        }
    }

    /// <summary>BG/NBD whose parameters depend on each customer's covariates.</summary>
    public static FittedLifetime Of(BgNbdCovariatesModel model, double horizon, PurchaseInput input, Covariates known)
    {
        var models = input.Customers.Select((customer, row) => (customer.Customer, Model: model.For(known.Values.Row(row)))).ToDictionary(pair => pair.Customer, pair => pair.Model);
        var parameters = new Dictionary<string, double> { ["likelihoodRatio"] = model.LikelihoodRatio, ["pValue"] = model.PValue, ["plainLogLikelihood"] = model.PlainLogLikelihood };
        for (var covariate = 0; covariate < known.Names.Count; covariate++)
        {
            parameters[$"rate {known.Names[covariate]}"] = model.RateEffects[covariate];
            parameters[$"leave {known.Names[covariate]}"] = model.LeaveEffects[covariate];
            parameters[$"stay {known.Names[covariate]}"] = model.StayEffects[covariate];
        }
        return new FittedLifetime(model.Fit, parameters, s_purchases, customer => PurchaseRow(models[customer.Customer], horizon, customer))
        {
            Save = model.Save,
            Quality = Later(input, customer => Expected(models[customer.Customer], horizon, customer.Summary)),
        };
    }

    static double[] PurchaseRow(PurchaseModel model, double horizon, CustomerHistory<string> customer) =>
    [
        customer.Summary.Frequency, customer.Summary.Recency, customer.Summary.Age,
        model.ProbabilityAlive(customer.Summary.Frequency, customer.Summary.Recency, customer.Summary.Age), Expected(model, horizon, customer.Summary),
    ];

    // What later purchases say of the model, where some were held back.
    static Dictionary<string, double>? Later(PurchaseInput input, Func<CustomerHistory<string>, double> expected)
    {
        var later = input.Customers.Sum(customer => (double)customer.LaterFrequency);
        if (later == 0) return null;
        return new()
        {
            ["laterPurchases"] = later,
            ["expectedPurchases"] = input.Customers.Sum(expected),
            ["mae"] = input.Customers.Average(customer => Math.Abs(customer.LaterFrequency - expected(customer))),
        };
    }

    static double Expected(PurchaseModel model, double horizon, PurchaseSummary summary) =>
        model.ExpectedPurchases(horizon, summary.Frequency, summary.Recency, summary.Age);
}
