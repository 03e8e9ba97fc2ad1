using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>A fitted model of lifetimes, ready to be shown.</summary>
sealed record FittedLifetime(FitSummary Fit, Dictionary<string, double> Parameters, string Header, Func<CustomerHistory<string>, string> Row)
{
    public Dictionary<string, double>? Quality { get; private init; }

    public static FittedLifetime Of(GammaGammaModel model) => new(model.Fit, new() { ["p"] = model.P, ["q"] = model.Q, ["v"] = model.V }, "customer,frequency,meanSpend,expectedSpend",
        customer => Join(customer.Customer, customer.Summary.Frequency, customer.Summary.MeanSpend, model.ExpectedSpend(customer.Summary.Frequency, customer.Summary.MeanSpend)));

    public static FittedLifetime Of(PurchaseModel model, double horizon, IReadOnlyList<CustomerHistory<string>> customers)
    {
        var parameters = new Dictionary<string, double> { ["r"] = model.R, ["alpha"] = model.Alpha };
        if (model is GeometricDropoutModel geometric) (parameters["a"], parameters["b"]) = (geometric.A, geometric.B);
        if (model is ParetoNbdModel pareto) (parameters["s"], parameters["beta"]) = (pareto.S, pareto.Beta);
        return new FittedLifetime(model.Fit, parameters, "customer,frequency,recency,age,alive,expectedPurchases", Row)
        {
            Quality = Later(customers, horizon, model),
        };

        string Row(CustomerHistory<string> customer) => Join(customer.Customer, customer.Summary.Frequency, customer.Summary.Recency, customer.Summary.Age,
            model.ProbabilityAlive(customer.Summary.Frequency, customer.Summary.Recency, customer.Summary.Age),
            Expected(model, horizon, customer.Summary));
    }

    // What later purchases say of the model, where some were held back.
    static Dictionary<string, double>? Later(IReadOnlyList<CustomerHistory<string>> customers, double horizon, PurchaseModel model)
    {
        var later = customers.Sum(customer => (double)customer.LaterFrequency);
        if (later == 0) return null;
        return new()
        {
            ["laterPurchases"] = later,
            ["expectedPurchases"] = customers.Sum(customer => Expected(model, horizon, customer.Summary)),
            ["mae"] = customers.Average(customer => Math.Abs(customer.LaterFrequency - Expected(model, horizon, customer.Summary))),
        };
    }

    static double Expected(PurchaseModel model, double horizon, PurchaseSummary summary) =>
        model.ExpectedPurchases(horizon, summary.Frequency, summary.Recency, summary.Age);

    static string Join(string customer, params ReadOnlySpan<double> values)
    {
        var fields = new string[values.Length + 1];
        fields[0] = MineOutput.Field(customer);
        for (var place = 0; place < values.Length; place++) fields[place + 1] = MineOutput.Number(values[place]);
        return string.Join(',', fields);
    }
}
