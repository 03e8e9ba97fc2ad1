using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;
using CrmInsights.Mining.Sequences;
using CrmInsights.Mining.Sequences.Internals;

namespace CrmInsights.Mining.Tests.Sequences;

public sealed class TimeToNextTests
{
    static readonly RunContext s_run = new();

    [Fact]
    public void The_fit_finds_the_curve_that_drew_the_waits()
    {
        var (durations, observed) = Draw(20_000, shape: 1.7, scale: 40, seed: 1);

        var curve = WeibullFit.Of(durations, observed);

        curve.Shape.ShouldBe(1.7, 0.03);
        curve.Scale.ShouldBe(40, 0.7);
        curve.CensoredCount.ShouldBe(observed.Count(ended => !ended));
    }

    [Fact]
    public void No_other_parameters_are_more_likely()
    {
        var (durations, observed) = Draw(300, shape: 0.7, scale: 5, seed: 2);
        var curve = WeibullFit.Of(durations, observed);
        var best = LogLikelihood(durations, observed, curve.Shape, curve.Scale);

        foreach (var (shape, scale) in new[] { (1.001, 1.0), (0.999, 1.0), (1.0, 1.001), (1.0, 0.999), (1.2, 0.9) })
            LogLikelihood(durations, observed, curve.Shape * shape, curve.Scale * scale).ShouldBeLessThan(best);
    }

    // With the shape at 1 the distribution is exponential, whose maximum likelihood scale is total time over events.
    [Fact]
    public void Exponential_waits_have_their_mean_as_scale()
    {
        var curve = new WaitingCurve(1, 10, 1, 0);

        curve.ProbabilityWithin(elapsed: 0, within: 10).ShouldBe(1 - Math.Exp(-1), 1e-12);
        curve.ProbabilityWithin(elapsed: 70, within: 10).ShouldBe(1 - Math.Exp(-1), 1e-12);      // no memory
        curve.Remaining(elapsed: 70, done: 0.5).ShouldBe(10 * Math.Log(2), 1e-9);
        new WaitingCurve(2, 10, 1, 0).ProbabilityWithin(70, 10).ShouldBeGreaterThan(0.7);
    }

    [Fact]
    public void Half_of_what_remains_is_the_median()
    {
        var curve = new WaitingCurve(1.4, 30, 1, 0);

        curve.ProbabilityWithin(12, curve.Remaining(12, 0.5)).ShouldBe(0.5, 1e-12);
    }

    [Fact]
    public void Items_have_curves_of_their_own_and_rare_ones_share_that_of_all()
    {
        var data = Timed(200, seed: 3);

        var model = TimeToNext.Fit(data, new TimeToNextOptions { WatchedUntil = 1_000 }, s_run);

        model.Items.ShouldBe([0, 1]);
        (model.After(1).Scale / model.After(0).Scale).ShouldBe(4, 0.6);       // waits after item 1 were drawn four times as long
        model.After(2).ShouldBe(model.All);
    }

    [Fact]
    public void The_curve_of_all_waits_lies_near_the_empirical_one()
    {
        var data = Timed(400, seed: 4, slower: 1);
        var waits = TimeToNext.Waits(data, 1_000, item: null);

        var curve = TimeToNext.Fit(data, new TimeToNextOptions { WatchedUntil = 1_000 }, s_run).All;

        var empirical = KaplanMeier.Fit(waits.Durations, waits.Observed);
        foreach (var time in new[] { 2.0, 5, 10, 20, 30 }) curve.Survival(time).ShouldBe(empirical.At(time), 0.03);
    }

    [Fact]
    public void The_wait_after_the_last_element_is_open()
    {
        var builder = new SequenceDatabaseBuilder();
        foreach (var (item, time) in new[] { (5, 1.0), (5, 4.0), (6, 4.0) })
        {
            builder.AddItem(item);
            builder.EndElement(time);
        }
        builder.EndSequence();

        var waits = TimeToNext.Waits(builder.Build(), watchedUntil: 10, item: null);

        waits.Durations.ShouldBe([3, 6]);
        waits.Observed.ShouldBe([true, false]);
        Should.Throw<ArgumentException>(() => TimeToNext.Waits(builder.Build(), watchedUntil: 3, item: null)).Message.ShouldContain("after the end of the watch");
    }

    [Fact]
    public void Elements_of_one_time_are_one_event_with_the_items_of_all()
    {
        var builder = new SequenceDatabaseBuilder();
        foreach (var (item, time) in new[] { (5, 5.0), (6, 5.0), (7, 9.0), (5, 9.0) })
        {
            builder.AddItem(item);
            builder.EndElement(time);
        }
        builder.EndSequence();
        var data = builder.Build();
        double[] After(int item) => TimeToNext.Waits(data, watchedUntil: 20, item).Durations;

        After(5).ShouldBe([4, 11]);
        After(6).ShouldBe([4]);
        After(7).ShouldBe([11]);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(1 / 7.0)]
    public void Another_unit_of_time_changes_the_scale_alone(double unit)
    {
        var (durations, observed) = Draw(200, shape: 1.3, scale: 9, seed: 6);

        var (curve, other) = (WeibullFit.Of(durations, observed), WeibullFit.Of([.. durations.Select(duration => unit * duration)], observed));
        var reversed = WeibullFit.Of([.. durations.Reverse()], [.. observed.Reverse()]);

        other.Shape.ShouldBe(curve.Shape, 1e-9);
        other.Scale.ShouldBe(unit * curve.Scale, 1e-9 * unit * curve.Scale);
        other.ProbabilityWithin(3 * unit, 5 * unit).ShouldBe(curve.ProbabilityWithin(3, 5), 1e-9);
        reversed.Shape.ShouldBe(curve.Shape, 1e-10);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void The_end_of_the_watch_is_a_time(double end) =>
        Should.Throw<ArgumentOutOfRangeException>(() => TimeToNext.Fit(Timed(5, seed: 1), new TimeToNextOptions { WatchedUntil = end }, s_run)).Message.ShouldContain("finite time");

    [Fact]
    public void A_model_survives_save_and_load()
    {
        var model = TimeToNext.Fit(Timed(100, seed: 5), new TimeToNextOptions { WatchedUntil = 1_000 }, s_run);
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;

        var loaded = TimeToNextModel.Load(stream);

        (loaded.All, loaded.After(0), loaded.After(1)).ShouldBe((model.All, model.After(0), model.After(1)));
    }

    static (double[] Durations, bool[] Observed) Draw(int count, double shape, double scale, int seed)
    {
        var random = new Random(seed);
        var (durations, observed) = (new double[count], new bool[count]);
        for (var wait = 0; wait < count; wait++)
        {
            var ends = scale * Math.Pow(-Math.Log(1 - random.NextDouble()), 1 / shape);
            var watched = random.NextDouble() * 3 * scale;
            (durations[wait], observed[wait]) = (Math.Min(ends, watched), ends <= watched);
        }
        return (durations, observed);
    }

    static double LogLikelihood(double[] durations, bool[] observed, double shape, double scale) => durations.Zip(observed).Sum(wait =>
        -Math.Pow(wait.First / scale, shape) + (wait.Second ? Math.Log(shape / scale) + (shape - 1) * Math.Log(wait.First / scale) : 0));

    static SequenceDatabase Timed(int count, int seed, double slower = 4)
    {
        var random = new Random(seed);
        var builder = new SequenceDatabaseBuilder();
        for (var sequence = 0; sequence < count; sequence++)
        {
            var time = 900 * random.NextDouble();
            while (time < 1_000)
            {
                var item = random.Next(2);
                builder.AddItem(item);
                builder.EndElement(time);
                time += (item == 0 ? 1 : slower) * 10 * Math.Pow(-Math.Log(1 - random.NextDouble()), 1 / 1.3);
            }
            builder.EndSequence();
        }
        return builder.Build();
    }
}
