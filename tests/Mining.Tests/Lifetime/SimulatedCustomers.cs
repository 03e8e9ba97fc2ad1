using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Mining.Tests.Lifetime;

/// <summary>Customers drawn from the stories that the purchase models tell.</summary>
sealed class SimulatedCustomers(int seed)
{
    readonly Random _random = new(seed);

    public PurchaseSummary[] Geometric(int count, double[] parameters, bool afterFirst) => Draw(count, age =>
    {
        var rate = Gamma(parameters[0]) / parameters[1];
        var (stay, leave) = (Gamma(parameters[3]), Gamma(parameters[2]));
        var share = leave / (leave + stay);
        var (time, last, frequency) = (0.0, 0.0, 0);
        var active = !afterFirst || _random.NextDouble() >= share;
        while (active && (time += Exponential(rate)) <= age)
        {
            (last, frequency) = (time, frequency + 1);
            active = _random.NextDouble() >= share;
        }
        return new PurchaseSummary(frequency, last, age);
    });

    public PurchaseSummary[] Pareto(int count, double[] parameters) => Draw(count, age =>
    {
        var rate = Gamma(parameters[0]) / parameters[1];
        var end = Math.Min(age, Exponential(Gamma(parameters[2]) / parameters[3]));
        var (time, last, frequency) = (0.0, 0.0, 0);
        while ((time += Exponential(rate)) <= end) (last, frequency) = (time, frequency + 1);
        return new PurchaseSummary(frequency, last, age);
    });

    public PurchaseSummary[] Spends(int count, double p, double q, double v) => Draw(count, age =>
    {
        var frequency = _random.Next(8);
        var scale = Gamma(q) / v;
        var spent = 0.0;
        for (var purchase = 0; purchase < frequency; purchase++) spent += Gamma(p) / scale;
        return new PurchaseSummary(frequency, frequency == 0 ? 0 : age, age, frequency == 0 ? 0 : spent / frequency);
    });

    PurchaseSummary[] Draw(int count, Func<double, PurchaseSummary> customer)
    {
        var drawn = new PurchaseSummary[count];
        for (var row = 0; row < count; row++) drawn[row] = customer(27 + 12 * _random.NextDouble());
        return drawn;
    }

    double Exponential(double rate) => -Math.Log(1 - _random.NextDouble()) / rate;

    // Marsaglia and Tsang (2000), ACM Transactions on Mathematical Software 26(3); below shape 1 with the usual power of a uniform.
    double Gamma(double shape)
    {
        if (shape < 1) return Gamma(shape + 1) * Math.Pow(1 - _random.NextDouble(), 1 / shape);
        var d = shape - 1.0 / 3;
        while (true)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
            var cube = Math.Pow(1 + normal / Math.Sqrt(9 * d), 3);
            if (cube > 0 && Math.Log(1 - _random.NextDouble()) < normal * normal / 2 + d - d * cube + d * Math.Log(cube)) return d * cube;
        }
    }
}
