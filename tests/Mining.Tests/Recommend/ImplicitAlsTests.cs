using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Recommend.Internals;

namespace CrmInsights.Mining.Tests.Recommend;

public sealed class ImplicitAlsTests
{
    const double Penalty = 0.3;
    const double Alpha = 5;

    static readonly RunContext s_run = new();
    static readonly ImplicitAlsOptions s_options = new() { FactorCount = 4, Iterations = 6, Penalty = Penalty, ConfidencePerWeight = Alpha };

    [Fact]
    public void A_new_user_solves_the_dense_normal_equations()
    {
        var model = ImplicitAls.Fit(Tastes.Random(30, 8, seed: 1), s_options, s_run);
        int[] items = [1, 4, 6];
        double[] weights = [2, 1, 5];

        var vector = model.FoldIn(items, weights);

        // Hu, Koren and Volinsky (2008), equation 4, with all items in the sums: (Y'CY + penalty I) x - Y'C p = 0.
        for (var factor = 0; factor < 4; factor++)
        {
            var gradient = Penalty * vector[factor];
            for (var item = 0; item < 8; item++)
            {
                var at = Array.IndexOf(items, item);
                var confidence = at < 0 ? 1 : 1 + Alpha * weights[at];
                gradient += confidence * (model.Factors.Score(vector, item) - (at < 0 ? 0 : 1)) * model.Factors.Item(item)[factor];
            }
            gradient.ShouldBe(0, 1e-9);
        }
    }

    [Fact]
    public void No_half_step_raises_the_loss()
    {
        var interactions = Tastes.Random(25, 10, seed: 2);
        var equations = new PreferenceEquations(s_options);
        var random = new Random(1);
        var (users, items) = (new double[25 * 4], Enumerable.Range(0, 40).Select(_ => random.NextDouble() - 0.5).ToArray());
        var last = double.PositiveInfinity;
        for (var half = 0; half < 12; half++)
        {
            if (half % 2 == 0) equations.Solve(interactions.ByUser, items, users, s_run);
            else equations.Solve(interactions.ByItem, users, items, s_run);
            var loss = NaiveLoss(interactions, new FactorModel(users, items, new double[10], 4));
            loss.ShouldBeLessThanOrEqualTo(last * (1 + 1e-12));
            last = loss;
        }
    }

    [Fact]
    public void The_loss_is_that_of_all_pairs()
    {
        var interactions = Tastes.Random(25, 10, seed: 3);
        var model = ImplicitAls.Fit(interactions, s_options, s_run);

        model.Loss(interactions).ShouldBe(NaiveLoss(interactions, model.Factors), 1e-8);
    }

    [Fact]
    public void A_user_of_training_folds_in_to_its_own_vector()
    {
        var interactions = Tastes.Random(25, 10, seed: 4);
        var model = ImplicitAls.Fit(interactions, s_options, s_run);

        for (var user = 0; user < 25; user++)
            model.FoldIn(interactions.ItemsOf(user), interactions.WeightsOf(user)).ShouldBe(model.Factors.User(user).ToArray());
        model.FoldIn([], []).ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var interactions = Tastes.Random(300, 40, seed: 5);

        var one = Tastes.Stored(ImplicitAls.Fit(interactions, s_options, s_run).Save).ToArray();
        var four = Tastes.Stored(ImplicitAls.Fit(interactions, s_options, new RunContext(MaxThreads: 4)).Save).ToArray();

        four.ShouldBe(one);
    }

    [Fact]
    public void The_order_of_the_users_only_orders_their_vectors()
    {
        var interactions = Tastes.Random(40, 9, seed: 6);
        var order = Enumerable.Range(0, 40).Reverse().ToArray();

        var straight = ImplicitAls.Fit(interactions, s_options, s_run).Factors;
        var reversed = ImplicitAls.Fit(Tastes.Permuted(interactions, order), s_options, s_run).Factors;

        for (var user = 0; user < 40; user++)
            for (var item = 0; item < 9; item++) reversed.Score(reversed.User(39 - user), item).ShouldBe(straight.Score(straight.User(user), item), 1e-6);
    }

    [Fact]
    public void What_the_own_group_has_ranks_first()
    {
        var interactions = Tastes.TwoGroups(80, 20, seed: 7);
        var factors = ImplicitAls.Fit(interactions, s_options with { FactorCount = 2 }, s_run).Factors;      // one direction a group
        var scores = new double[20];

        for (var user = 0; user < 80; user++)
        {
            factors.Score(factors.User(user), scores);
            TopItems.Of(scores, 1, interactions.ItemsOf(user)).ShouldAllBe(item => item / 10 == user % 2);
        }
    }

    [Fact]
    public void A_model_survives_save_and_load()
    {
        var interactions = Tastes.Random(20, 8, seed: 8);
        var model = ImplicitAls.Fit(interactions, s_options, s_run);

        var loaded = ImplicitAlsModel.Load(Tastes.Stored(model.Save));

        loaded.FoldIn([2, 3], [1, 1]).ShouldBe(model.FoldIn([2, 3], [1, 1]));
        loaded.Loss(interactions).ShouldBe(model.Loss(interactions));
        var truncated = Tastes.Stored(model.Save).ToArray()[..^40];
        Should.Throw<InvalidDataException>(() => ImplicitAlsModel.Load(new MemoryStream(truncated)));
    }

    [Fact]
    public void Bad_settings_and_empty_data_are_refused()
    {
        var none = Interactions.From([[], []]);
        Should.Throw<ArgumentException>(() => ImplicitAls.Fit(none, s_options, s_run)).Message.ShouldContain("no interaction");
        Should.Throw<ArgumentOutOfRangeException>(() => ImplicitAls.Fit(Tastes.Random(5, 5, 1), s_options with { Penalty = 0 }, s_run));
        Should.Throw<ArgumentOutOfRangeException>(() => ImplicitAls.Fit(Tastes.Random(5, 5, 1), s_options, s_run).FoldIn([5], [1]));
    }

    [Fact]
    public void A_penalty_below_rounding_ends_with_advice() =>
        Should.Throw<InvalidOperationException>(() => ImplicitAls.Fit(
            Interactions.From([[(0, 1), (1, 1)], [(1, 1)], [(0, 3), (2, 1)]]), s_options with { FactorCount = 64, Penalty = 1e-18 }, s_run)).Message.ShouldContain("raise the penalty");

    static double NaiveLoss(Interactions interactions, FactorModel model)
    {
        var dense = Tastes.Dense(interactions);
        var sum = 0.0;
        for (var user = 0; user < dense.Length; user++)
        {
            for (var item = 0; item < model.ItemCount; item++)
                sum += (1 + Alpha * dense[user][item]) * Math.Pow((dense[user][item] > 0 ? 1 : 0) - model.Score(model.User(user), item), 2);
            sum += Penalty * model.User(user).ToArray().Sum(value => value * value);
        }
        return sum + Penalty * Enumerable.Range(0, model.ItemCount).Sum(item => model.Item(item).ToArray().Sum(value => value * value));
    }
}
