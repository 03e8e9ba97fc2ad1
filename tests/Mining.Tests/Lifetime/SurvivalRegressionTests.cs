using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Mining.Tests.Lifetime;

public sealed class SurvivalRegressionTests
{
    static readonly RunContext s_run = new();

    // Weeks of remission under placebo and under 6-MP (+ is censored): Freireich et al. (1963), Blood 21.
    const string Placebo = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23";
    const string SixMp = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";

    // Coefficient of placebo against 6-MP as coxph of R's package survival prints it; Breslow's also in Kleinbaum and Klein, Survival Analysis, chapter 3.
    [Theory]
    [InlineData(CoxTies.Breslow, 1.509, 0.410)]
    [InlineData(CoxTies.Efron, 1.572, 0.412)]
    public void Cox_has_the_published_effect_of_6_MP(CoxTies ties, double coefficient, double error)
    {
        var model = CoxRegression.Fit(Leukemia(), new CoxOptions { Ties = ties }, new RunContext());

        model.Coefficients[0].ShouldBe(coefficient, 6e-4);
        model.StandardErrors[0].ShouldBe(error, 6e-4);
        model.Converged.ShouldBeTrue();
    }

    [Theory]
    [InlineData(CoxTies.Breslow)]
    [InlineData(CoxTies.Efron)]
    public void Cox_is_at_the_top_of_the_naive_likelihood(CoxTies ties)
    {
        var data = Generated(60, seed: 3);
        var model = CoxRegression.Fit(data, new CoxOptions { Ties = ties }, new RunContext());
        var top = Naive(data, model.Coefficients.ToArray(), ties);

        model.LogLikelihood.ShouldBe(top, 1e-9);
        for (var i = 0; i < 2; i++)
            foreach (var shift in new[] { -1e-3, 1e-3 })
                Naive(data, [.. model.Coefficients.ToArray().Select((value, at) => at == i ? value + shift : value)], ties).ShouldBeLessThan(top);
    }

    [Fact]
    public void Cox_does_not_depend_on_order_or_unit()
    {
        var data = Generated(80, seed: 4);
        var order = Enumerable.Range(0, 80).Reverse().ToArray();
        var changed = new SurvivalData
        {
            Features = new FeatureMatrix([.. order.SelectMany(row => data.Features.Row(row).ToArray().Select(value => value * 8))], 80, 2),
            Durations = [.. order.Select(row => data.Durations[row] * 7)],
            Observed = [.. order.Select(row => data.Observed[row])],
        };

        var model = CoxRegression.Fit(data, new CoxOptions(), new RunContext());
        var other = CoxRegression.Fit(changed, new CoxOptions(), new RunContext());

        (other.Coefficients[0] * 8).ShouldBe(model.Coefficients[0], 1e-8);
        other.Survival(14, [8, 16]).ShouldBe(model.Survival(2, [1, 2]), 1e-8);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, -1)]
    public void Cox_does_not_claim_to_have_found_an_infinite_coefficient(bool allEnd, int sign)
    {
        var data = new SurvivalData { Features = new FeatureMatrix(allEnd ? [3, 2, 1] : [1, 2, 3], 3, 1), Durations = [1, 2, 3], Observed = [true, allEnd, allEnd] };

        var model = CoxRegression.Fit(data, new CoxOptions(), s_run);

        model.Converged.ShouldBeFalse();
        Math.Sign(model.Coefficients[0]).ShouldBe(sign);
    }

    [Fact]
    public void Cox_survives_saving()
    {
        var model = CoxRegression.Fit(Leukemia(), new CoxOptions(), new RunContext());
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;

        var loaded = CoxModel.Load(stream);

        loaded.Survival(12, [1]).ShouldBe(model.Survival(12, [1]));
        loaded.StandardErrors[0].ShouldBe(model.StandardErrors[0]);
    }

    [Fact]
    public void Cox_refuses_data_without_an_event() =>
        Should.Throw<ArgumentException>(() => CoxRegression.Fit(Leukemia() with { Observed = new bool[42] }, new CoxOptions(), new RunContext()))
            .Message.ShouldContain("No event");

    [Fact]
    public void Discrete_hazard_without_an_effect_is_the_life_table()
    {
        var data = Leukemia() with { Features = new FeatureMatrix(new float[42], 42, 1) };

        var model = DiscreteHazard.Fit(Coarse(data), new DiscreteHazardOptions { PeriodCount = 4, L2 = 0 }, new RunContext());

        var coarse = Coarse(data);
        for (var period = 1; period <= 3; period++)
        {
            double atRisk = coarse.Durations.Count(duration => duration >= period);
            double events = Enumerable.Range(0, 42).Count(row => coarse.Observed[row] && coarse.Durations[row] == period);
            model.Hazard(period, [0]).ShouldBe(events / atRisk, 1e-7);
        }
    }

    [Fact]
    public void Discrete_hazard_finds_the_effect_that_was_drawn()
    {
        var random = new Random(11);
        var (features, durations, observed) = (new float[20_000], new double[20_000], new bool[20_000]);
        for (var row = 0; row < features.Length; row++)
        {
            features[row] = random.Next(2);
            for (var period = 1; period <= 8 && !observed[row]; period++)
                (durations[row], observed[row]) = (period, random.NextDouble() < 1 / (1 + Math.Exp(2 - 0.8 * features[row])));
        }
        var data = new SurvivalData { Features = new FeatureMatrix(features, features.Length, 1), Durations = durations, Observed = observed };

        var model = DiscreteHazard.Fit(data, new DiscreteHazardOptions { PeriodCount = 8 }, new RunContext());

        model.Weights[0].ShouldBe(0.8, 0.08);   // about four standard errors
        model.Survival(8, [0]).ShouldBe(Math.Pow(1 - 1 / (1 + Math.Exp(2)), 8), 0.02);
        model.Survival(0, [0]).ShouldBe(1);
    }

    /// <summary>Breslow's likelihood of everyone twice is the likelihood squared, but for a constant.</summary>
    [Fact]
    public void Everyone_twice_changes_standard_errors_alone()
    {
        var data = Coarse(Generated(120, seed: 6));
        var twice = new SurvivalData
        {
            Features = new FeatureMatrix([.. Values(data), .. Values(data)], 240, 2),
            Durations = [.. data.Durations, .. data.Durations],
            Observed = [.. data.Observed, .. data.Observed],
        };
        var options = new CoxOptions { Ties = CoxTies.Breslow };

        var (once, both) = (CoxRegression.Fit(data, options, s_run), CoxRegression.Fit(twice, options, s_run));
        var (hazard, bothHazard) = (DiscreteHazard.Fit(data, new DiscreteHazardOptions { PeriodCount = 2, L2 = 0 }, s_run), DiscreteHazard.Fit(twice, new DiscreteHazardOptions { PeriodCount = 2, L2 = 0 }, s_run));

        both.Coefficients.ToArray().ShouldBe(once.Coefficients.ToArray(), 1e-8);
        both.StandardErrors.ToArray().Select(error => Math.Sqrt(2) * error).ShouldBe(once.StandardErrors.ToArray(), 1e-8);
        bothHazard.Weights.ToArray().ShouldBe(hazard.Weights.ToArray(), 1e-6);
    }

    [Fact]
    public void Periods_that_nobody_reached_share_the_level_of_the_last_one_that_somebody_did()
    {
        var model = DiscreteHazard.Fit(Coarse(Leukemia()), new DiscreteHazardOptions { PeriodCount = 12 }, s_run);

        model.PeriodCount.ShouldBe(5, "35 weeks are five periods of seven");
        model.Hazard(9, [1]).ShouldBe(model.Hazard(5, [1]));
    }

    [Fact]
    public void Discrete_hazard_names_the_period_whose_level_is_infinite() =>
        Should.Throw<ArgumentException>(() => DiscreteHazard.Fit(Coarse(Leukemia()), new DiscreteHazardOptions { PeriodCount = 5, L2 = 0 }, s_run)).Message.ShouldContain("Period 5 has 0 events among");

    [Fact]
    public void Discrete_hazard_survives_saving()
    {
        var model = DiscreteHazard.Fit(Coarse(Leukemia()), new DiscreteHazardOptions { PeriodCount = 5 }, new RunContext());
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;

        DiscreteHazardModel.Load(stream).Survival(9, [1]).ShouldBe(model.Survival(9, [1]));
    }

    [Fact]
    public void Discrete_hazard_refuses_a_broken_period() =>
        Should.Throw<ArgumentException>(() => DiscreteHazard.Fit(Leukemia() with { Durations = [.. Enumerable.Repeat(1.5, 42)] }, new DiscreteHazardOptions(), new RunContext()))
            .Message.ShouldContain("Duration 0 is 1.5");

    static SurvivalData Leukemia()
    {
        var weeks = $"{Placebo} {SixMp}".Split(' ');
        return new SurvivalData
        {
            Features = new FeatureMatrix([.. Enumerable.Range(0, 42).Select(row => row < 21 ? 1f : 0f)], 42, 1),
            Durations = [.. weeks.Select(week => (double)int.Parse(week.TrimEnd('+'), System.Globalization.CultureInfo.InvariantCulture))],
            Observed = [.. weeks.Select(week => !week.EndsWith('+'))],
        };
    }

    static SurvivalData Coarse(SurvivalData data) => data with { Durations = [.. data.Durations.Select(week => Math.Ceiling(week / 7))] };

    static SurvivalData Generated(int count, int seed)
    {
        var random = new Random(seed);
        var features = Enumerable.Range(0, 2 * count).Select(_ => (float)random.NextDouble() * 3).ToArray();
        return new SurvivalData
        {
            Features = new FeatureMatrix(features, count, 2),
            Durations = [.. Enumerable.Range(0, count).Select(row => 1 + Math.Floor(-12 * Math.Log(1 - random.NextDouble()) * Math.Exp(-0.5 * features[2 * row])))],
            Observed = [.. Enumerable.Range(0, count).Select(_ => random.Next(4) > 0)],
        };
    }

    static float[] Values(SurvivalData data) => [.. Enumerable.Range(0, data.Durations.Length).SelectMany(row => data.Features.Row(row).ToArray())];

    static double Naive(SurvivalData data, double[] coefficients, CoxTies ties)
    {
        double Margin(int row) => data.Features.Row(row)[0] * coefficients[0] + data.Features.Row(row)[1] * coefficients[1];
        var rows = Enumerable.Range(0, data.Durations.Length).ToArray();
        var value = 0.0;
        foreach (var time in data.Durations.Distinct())
        {
            var events = rows.Where(row => data.Durations[row] == time && data.Observed[row]).ToArray();
            var atRisk = rows.Where(row => data.Durations[row] >= time).Sum(row => Math.Exp(Margin(row)));
            var dying = events.Sum(row => Math.Exp(Margin(row)));
            for (var done = 0; done < events.Length; done++)
                value += Margin(events[done]) - Math.Log(atRisk - (ties == CoxTies.Efron ? dying * done / events.Length : 0));
        }
        return value;
    }
}
