using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Mining.Tests.Lifetime;

public sealed class KaplanMeierTests
{
    // Weeks of remission under 6-MP: Freireich et al. (1963), Blood 21; survival and Greenwood errors as printed in
    // Kleinbaum and Klein, Survival Analysis, chapter 2, and by survfit of R's package survival.
    static readonly double[] s_weeks = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35];
    static readonly bool[] s_relapsed =
        [true, true, true, false, true, false, true, false, false, true, true, false, false, false, true, true, false, false, false, false, false];

    [Fact]
    public void Agrees_with_the_published_curve_of_6_MP()
    {
        var curve = KaplanMeier.Fit(s_weeks, s_relapsed);

        curve.Points.Select(point => point.Time).ShouldBe([6, 7, 10, 13, 16, 22, 23]);
        curve.Points.Select(point => point.Survival).ShouldBe([0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], 5e-4);
        curve.Points.Select(point => point.StandardError).ShouldBe([0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346], 5e-5);
        curve.Points.Select(point => point.AtRisk).ShouldBe([21, 17, 15, 12, 11, 7, 6]);
        curve.Quantile(0.5).ShouldBe(23);
    }

    [Fact]
    public void Has_no_quantile_where_the_curve_never_falls_that_far() => KaplanMeier.Fit(s_weeks, s_relapsed).Quantile(0.75).ShouldBeNull();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(50)]
    [InlineData(333)]
    public void Agrees_with_the_naive_product(int count)
    {
        var random = new Random(count);
        var durations = Enumerable.Range(0, count).Select(_ => (double)random.Next(20)).ToArray();
        var observed = Enumerable.Range(0, count).Select(_ => random.Next(3) > 0).ToArray();

        var curve = KaplanMeier.Fit(durations, observed);

        for (var time = -1; time <= 20; time++) curve.At(time).ShouldBe(Naive(durations, observed, time), 1e-12);
    }

    [Fact]
    public void Order_and_unit_do_not_matter_and_everyone_twice_only_halves_the_variance()
    {
        var curve = KaplanMeier.Fit(s_weeks, s_relapsed);
        var days = KaplanMeier.Fit([.. s_weeks.Reverse().Select(week => 7 * week)], [.. s_relapsed.Reverse()]);
        var twice = KaplanMeier.Fit([.. s_weeks, .. s_weeks], [.. s_relapsed, .. s_relapsed]);

        days.Points.Select(point => (point.Time, point.Survival, point.StandardError)).ShouldBe(curve.Points.Select(point => (7 * point.Time, point.Survival, point.StandardError)));
        twice.Points.Select(point => point.Survival).ShouldBe(curve.Points.Select(point => point.Survival), 1e-14);
        twice.Points.Select(point => Math.Sqrt(2) * point.StandardError).ShouldBe(curve.Points.Select(point => point.StandardError), 1e-14);
    }

    [Fact]
    public void Without_censoring_is_the_share_still_alive()
    {
        double[] durations = [1, 2, 2, 5];

        var curve = KaplanMeier.Fit(durations, [true, true, true, true]);

        curve.At(0.5).ShouldBe(1);
        curve.At(2).ShouldBe(0.25, 1e-15);
        curve.Quantile(0.75).ShouldBe(2);
        curve.At(5).ShouldBe(0);
    }

    [Fact]
    public void Is_flat_where_nothing_was_observed()
    {
        var curve = KaplanMeier.Fit([3, 4], [false, false]);

        curve.Points.ShouldBeEmpty();
        curve.At(100).ShouldBe(1);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_a_duration_that_is_none(double duration) =>
        Should.Throw<ArgumentException>(() => KaplanMeier.Fit([1, duration], [true, true])).Message.ShouldContain("Duration 1 is");

    [Fact]
    public void Refuses_nothing() => Should.Throw<ArgumentException>(() => KaplanMeier.Fit([], []));

    static double Naive(double[] durations, bool[] observed, double time)
    {
        var survival = 1.0;
        foreach (var at in durations.Where((duration, row) => observed[row] && duration <= time).Distinct())
        {
            double atRisk = durations.Count(duration => duration >= at);
            double events = durations.Where((duration, row) => observed[row] && duration == at).Count();
            survival *= 1 - events / atRisk;
        }
        return survival;
    }
}
