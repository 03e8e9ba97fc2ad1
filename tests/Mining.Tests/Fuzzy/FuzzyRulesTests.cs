using CrmInsights.Mining.Fuzzy;

namespace CrmInsights.Mining.Tests.Fuzzy;

public sealed class FuzzyRulesTests
{
    // "The Tipping Problem" of scikit-fuzzy's example gallery: food 6.5, service 9.8. Its own test (skfuzzy/control/tests/
    // test_controlsystem.py) states 19.8578 by manual computation.
    static readonly FuzzySet s_poor = FuzzySet.Triangle(0, 0, 5), s_average = FuzzySet.Triangle(0, 5, 10), s_good = FuzzySet.Triangle(5, 10, 10);
    static readonly FuzzyCondition s_poorMeal = FuzzyCondition.Is("quality", s_poor).Or(FuzzyCondition.Is("service", s_poor));
    static readonly FuzzyCondition s_fairService = FuzzyCondition.Is("service", s_average);
    static readonly FuzzyCondition s_goodMeal = FuzzyCondition.Is("service", s_good).Or(FuzzyCondition.Is("quality", s_good));

    [Fact]
    public void Mamdani_gives_the_published_tip()
    {
        var (tip, degrees) = Tipping().Infer(Meal(6.5, 9.8));

        degrees.ShouldBe([0, 0.04, 0.96], 1e-12);
        tip!.Value.ShouldBe(19.8578, 1e-4);
        // By hand: a triangle to 0.52, a strip of 0.04 to 13.48, a slope to 0.96 at 24.52, a strip to 25.
        double[] areas = [0.0104, 0.5184, 5.52, 0.4608], centroids = [0.52 * 2 / 3, 7, 13.48 + 11.04 * 1.96 / 3, 24.76];
        tip.Value.ShouldBe(areas.Zip(centroids, (area, at) => area * at).Sum() / areas.Sum(), 1e-4);
    }

    [Fact]
    public void Sugeno_is_the_mean_of_the_outputs_weighted_by_degree()
    {
        var rules = new SugenoRules(
        [
            new SugenoRule(s_poorMeal, 5),
            new SugenoRule(s_fairService, 15),
            new SugenoRule(s_goodMeal, 5) { Slopes = new Dictionary<string, double> { ["service"] = 2 } },
        ]);

        var (tip, degrees) = rules.Infer(Meal(6.5, 9.8));

        degrees.ShouldBe([0, 0.04, 0.96], 1e-12);
        tip!.Value.ShouldBe(0.04 * 15 + 0.96 * (5 + 2 * 9.8), 1e-12);
    }

    [Fact]
    public void Better_service_never_lowers_the_tip()
    {
        var tips = Enumerable.Range(10, 91).Select(tenths => Tipping().Infer(Meal(5, tenths / 10.0)).Output!.Value).ToArray();

        for (var i = 1; i < tips.Length; i++) tips[i].ShouldBeGreaterThanOrEqualTo(tips[i - 1] - 1e-9);
    }

    [Fact]
    public void Mirrored_rules_meet_in_the_middle()
    {
        var rules = new MamdaniRules([new(s_poorMeal, FuzzySet.Triangle(0, 2, 4)), new(s_poorMeal, FuzzySet.Triangle(6, 8, 10))], 0, 10);

        rules.Infer(Meal(1, 1)).Output!.Value.ShouldBe(5, 1e-9);
    }

    [Fact]
    public void Order_of_rules_does_not_matter_and_weight_0_silences()
    {
        MamdaniRule low = new(s_fairService, FuzzySet.Triangle(0, 0, 10)), high = new(s_goodMeal, FuzzySet.Gaussian(9, 1));
        var inputs = Meal(6.5, 7);

        new MamdaniRules([low, high], 0, 10).Infer(inputs).Output.ShouldBe(new MamdaniRules([high, low], 0, 10).Infer(inputs).Output);
        new MamdaniRules([low, high with { Weight = 0 }], 0, 10).Infer(inputs).Output.ShouldBe(new MamdaniRules([low], 0, 10).Infer(inputs).Output);
    }

    [Fact]
    public void No_rule_that_holds_gives_no_answer()
    {
        new MamdaniRules([new(s_poorMeal, s_poor)], 0, 5).Infer(Meal(9, 9)).Output.ShouldBeNull();
        new SugenoRules([new SugenoRule(s_poorMeal, 1)]).Infer(Meal(9, 9)).Output.ShouldBeNull();
        new SugenoRules([new SugenoRule(s_poorMeal, 1)]).Infer(Meal(double.NaN, 9)).Output.ShouldBeNull();
    }

    [Fact]
    public void Not_and_or_obey_de_morgan()
    {
        for (var quality = 0.0; quality <= 10; quality += 0.7)
        {
            var (left, right, inputs) = (FuzzyCondition.Is("quality", s_average), FuzzyCondition.Is("service", s_good), Meal(quality, 10 - quality / 2));
            left.And(right).Not().Degree(inputs).ShouldBe(left.Not().Or(right.Not()).Degree(inputs), 1e-15);
        }
    }

    [Fact]
    public void An_input_that_was_not_given_is_named() =>
        Should.Throw<KeyNotFoundException>(() => s_poorMeal.Degree(new Dictionary<string, double> { ["quality"] = 1 })).Message.ShouldContain("\"service\"");

    [Fact]
    public void Refuses_no_rules_an_empty_range_and_a_weight_above_1()
    {
        Should.Throw<ArgumentException>(() => new MamdaniRules([], 0, 1));
        Should.Throw<ArgumentException>(() => new MamdaniRules([new(s_poorMeal, s_poor)], 1, 1));
        Should.Throw<ArgumentException>(() => new SugenoRules([new SugenoRule(s_poorMeal, 1, 1.5)])).Message.ShouldContain("1.5");
    }

    static MamdaniRules Tipping() => new(
        [
            new(s_poorMeal, FuzzySet.Triangle(0, 0, 13)),
            new(s_fairService, FuzzySet.Triangle(0, 13, 25)),
            new(s_goodMeal, FuzzySet.Triangle(13, 25, 25)),
        ], 0, 25);

    static Dictionary<string, double> Meal(double quality, double service) => new() { ["quality"] = quality, ["service"] = service };
}
