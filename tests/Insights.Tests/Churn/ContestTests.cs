using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Mining.Calibration;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Metrics;
using CrmInsights.Testing;
using Xunit.Abstractions;

namespace CrmInsights.Insights.Tests.Churn;

/// <summary>Who scores: the simplest, unless another is better beyond chance.</summary>
public sealed class ContestTests(ITestOutputHelper output)
{
    static readonly PlantedCompany s_company = new(customers: 4_000, days: 720, seed: 21);
    static readonly ChurnTrainingResult s_first = Train(ChurnContest.Empty);

    static ChurnTrainingResult Train(ChurnContest contest) =>
        ChurnTrainer.Train(s_company.Customers, TestTime.Now, (new ChurnSettings(), contest), new RunContext(MaxThreads: 2));

    [Fact]
    public void A_challenger_takes_the_place_only_where_the_whole_interval_is_below_zero()
    {
        var (labels, truth) = Truth(2_000, seed: 4);
        double[] noisy = [.. truth.Select((share, row) => 0.9 * share + 0.1 * (row % 2))];
        double[] almost = [.. truth.Select(share => Math.Clamp(share + 1e-4, 0, 1))];

        Hold(champion: noisy, challenger: truth, labels).ShouldBe("challenger");
        Hold(champion: truth, challenger: noisy, labels).ShouldBe("champion");
        Hold(champion: almost, challenger: truth, labels).ShouldBe("champion", "a difference within chance changes nothing");
    }

    [Fact]
    public void The_interval_of_a_duel_is_that_of_the_mean_of_paired_differences()
    {
        var (labels, truth) = Truth(500, seed: 5);
        double[] other = [.. truth.Select((share, row) => 0.8 * share + 0.1 + 0.05 * (row % 3))];
        double[] differences = [.. truth.Select((share, row) => Loss(share, labels[row]) - Loss(other[row], labels[row]))];
        var mean = differences.Average();
        var error = Math.Sqrt(differences.Sum(difference => (difference - mean) * (difference - mean)) / 499 / 500);

        var duel = Duel.Of(Entrant("challenger", truth), Entrant("champion", other), labels);

        duel.Difference.Value.ShouldBe(mean, 1e-12);
        duel.Difference.High.ShouldBe(mean + 1.959964 * error, 1e-6);
    }

    [Fact]
    public void A_champion_that_a_simple_rule_has_caught_up_with_gives_way()
    {
        var (labels, truth) = Truth(500, seed: 6);
        var champion = Entrant("champion", truth, beaten: false);
        var challenger = Entrant("challenger", [.. truth.Select(share => 0.5 * share + 0.25)]);

        Contest.Hold(champion, [challenger], labels)!.Winner.ShouldBe(challenger);
        Contest.Hold(champion, [], labels)!.Winner.ShouldBe(champion, "without another one it goes on");
        Contest.Hold(null, [Entrant("challenger", truth, beaten: false)], labels).ShouldBeNull();
    }

    [Fact]
    public void Both_kinds_are_trained_and_the_simpler_stays_where_the_truth_is_simple()
    {
        foreach (var sentence in s_first.Gate.Sentences) output.WriteLine(sentence);

        s_first.Contenders.Select(contender => contender.Model.Function.Kind).Order().ShouldBe([RiskFunctionKind.Regression, RiskFunctionKind.BoostedTrees]);
        s_first.Contenders.Count(contender => contender.IsChampion).ShouldBe(1);
        s_first.Contenders[0].Model.ShouldBe(s_first.Model);
    }

    [Fact]
    public void The_model_in_use_is_tested_on_the_same_window_and_stays()
    {
        var earlier = ChurnTrainer.Train(s_company.Customers, TestTime.Now.AddDays(-30), (new ChurnSettings { HorizonDays = s_first.Horizon.Days }, ChurnContest.Empty), new RunContext());

        var now = ChurnTrainer.Train(s_company.Customers, TestTime.Now,
            (new ChurnSettings { HorizonDays = s_first.Horizon.Days }, new ChurnContest { Champion = earlier.Model }), new RunContext());

        foreach (var sentence in now.Gate.Sentences) output.WriteLine(sentence);
        now.Model!.Version.ShouldBe(earlier.Model!.Version);
        now.Gate.Sentences.ShouldContain(sentence => sentence.Contains("does not take the place of the model in use"));
        now.Contenders.Count.ShouldBe(3);
    }

    [Fact]
    public void A_champion_of_another_horizon_or_one_that_has_seen_the_test_is_not_compared()
    {
        var other = Train(new ChurnContest { Champion = s_first.Model! with { HorizonDays = s_first.Model.HorizonDays + 1 } });
        var cheat = Train(new ChurnContest { Champion = s_first.Model! with { DataUntil = TestTime.Now } });

        other.Gate.Sentences.ShouldContain(sentence => sentence.Contains("the two cannot be compared"));
        cheat.Gate.Sentences.ShouldContain(sentence => sentence.Contains("a comparison would favour it"));
        (other.Model!.Version, cheat.Model!.Version).ShouldBe((s_first.Model!.Version, s_first.Model.Version));
    }

    [Fact]
    public void An_own_model_takes_part_and_gets_a_curve_where_it_brings_none()
    {
        var trees = s_first.Contenders.First(contender => contender.Model.Function.Kind == RiskFunctionKind.BoostedTrees).Model;
        var own = new OwnModel
        {
            Name = "notebook",
            Function = trees.Function,
            HorizonDays = trees.HorizonDays,
            TrainedOn = TestTime.Now.AddDays(-1),
            DataFrom = trees.DataFrom,
            DataUntil = trees.DataUntil.AddDays(-trees.HorizonDays),
        };

        var result = Train(new ChurnContest { Own = [own, own with { Name = "late", DataUntil = trees.DataUntil }, own with { Name = "seer", DataUntil = TestTime.Now }] });

        var brought = result.Contenders.Where(contender => contender.Name == "the own model notebook").ShouldHaveSingleItem().Model;
        brought.Calibrator.SlopeLow.ShouldBe(trees.Calibrator.SlopeLow);
        result.Gate.Sentences.ShouldContain(sentence => sentence.StartsWith("The own model late brings no calibrator"));
        result.Gate.Sentences.ShouldContain(sentence => sentence.StartsWith("The own model seer has seen data up to"));
    }

    static string Hold(double[] champion, double[] challenger, float[] labels) =>
        Contest.Hold(Entrant("champion", champion), [Entrant("challenger", challenger)], labels)!.Winner.Name;

    static double Loss(double probability, float label) => -Math.Log(label == 1 ? probability : 1 - probability);

    static (float[] Labels, double[] Truth) Truth(int count, int seed)
    {
        var random = new Random(seed);
        double[] truth = [.. Enumerable.Range(0, count).Select(_ => 0.1 + 0.8 * random.NextDouble())];
        return ([.. truth.Select(share => random.NextDouble() < share ? 1f : 0f)], truth);
    }

    static Entrant Entrant(string name, double[] probabilities, bool beaten = true)
    {
        var edge = beaten ? new Interval(1, 0, 1, 1) : new Interval(0, 1, -2, 2);
        var margins = Enumerable.Range(0, 100).Select(row => row / 50.0 - 1).ToArray();
        var curve = PlattScaling.Fit(margins, [.. margins.Select((margin, row) => margin + row % 3 > 0.7 ? 1f : 0f)], new RunContext()).Calibrator!;
        var model = TrainedModel.Random(2) with { Version = name, Calibrator = curve };
        return new Entrant(model, new Candidate(name, probabilities), [new Comparison(new Candidate("a rule", probabilities), edge, edge)]);
    }
}
