using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Recommend.Internals;

namespace CrmInsights.Mining.Tests.Recommend;

public sealed class BprTests
{
    static readonly RunContext s_run = new();

    [Fact]
    public void A_step_follows_the_finite_differences_of_the_loss()
    {
        const double penalty = 0.07;
        const double rate = 1e-3;
        var random = new Random(1);
        var point = Enumerable.Range(0, 11).Select(_ => 2 * random.NextDouble() - 1).ToArray();     // user, wanted, other of three factors, two biases
        var moved = (double[])point.Clone();

        new BprStep(rate, penalty).Take(moved.AsSpan(0, 3), moved.AsSpan(3, 3), moved.AsSpan(6, 3), ref moved[9], ref moved[10]);

        for (var at = 0; at < point.Length; at++)
        {
            var (up, down) = ((double[])point.Clone(), (double[])point.Clone());
            up[at] += 1e-5;
            down[at] -= 1e-5;
            ((moved[at] - point[at]) / rate).ShouldBe(-(Loss(up, penalty) - Loss(down, penalty)) / 2e-5, 1e-7);
        }
    }

    [Fact]
    public void What_the_own_group_has_ranks_first()
    {
        var interactions = Tastes.TwoGroups(80, 20, seed: 2);
        var model = Bpr.Fit(interactions, new BprOptions { FactorCount = 8, Epochs = 60 }, s_run);

        var right = 0;
        for (var user = 0; user < 80; user++)
        {
            var scores = new double[20];
            model.Score(model.User(user), scores);
            if (TopItems.Of(scores, 1, interactions.ItemsOf(user))[0] / 10 == user % 2) right++;
        }
        right.ShouldBeGreaterThan(75);
    }

    [Fact]
    public void The_seed_decides_the_model()
    {
        var interactions = Tastes.Random(30, 10, seed: 3);

        byte[] Fit(int seed) => Tastes.Stored(Bpr.Fit(interactions, new BprOptions { FactorCount = 4, Epochs = 3, Seed = seed }, s_run).Save).ToArray();

        Fit(1).ShouldBe(Fit(1));
        Fit(1).ShouldNotBe(Fit(2));
    }

    [Fact]
    public void Draws_are_interactions_and_items_that_the_user_lacks()
    {
        var interactions = Tastes.Random(10, 6, seed: 4, share: 0.5);
        var draws = new PairDraws(interactions, seed: 1);
        var seen = new HashSet<(int, int)>();
        for (var draw = 0; draw < 5_000; draw++)
        {
            var (user, wanted, other) = draws.Next();
            interactions.ItemsOf(user).Contains(wanted).ShouldBeTrue();
            interactions.ItemsOf(user).Contains(other).ShouldBeFalse();
            seen.Add((user, other));
        }
        seen.Count.ShouldBe(Enumerable.Range(0, 10).Where(user => interactions.ItemsOf(user).Length > 0).Sum(user => 6 - interactions.ItemsOf(user).Length));
    }

    [Fact]
    public void A_model_survives_save_and_load()
    {
        var model = Bpr.Fit(Tastes.Random(10, 6, seed: 5), new BprOptions { FactorCount = 3, Epochs = 2 }, s_run);

        var loaded = FactorModel.Load(Tastes.Stored(model.Save));

        for (var item = 0; item < 6; item++) loaded.Score(loaded.User(4), item).ShouldBe(model.Score(model.User(4), item));
        Should.Throw<InvalidDataException>(() => FactorModel.Load(new MemoryStream("""{"format":"crminsights-factors","version":1,"factorCount":2,"users":[1],"items":[],"biases":[]}"""u8.ToArray())))
            .Message.ShouldContain("users");
    }

    [Fact]
    public void Users_who_have_everything_rank_nothing() =>
        Should.Throw<ArgumentException>(() => Bpr.Fit(Interactions.From([[(0, 1), (1, 1)]]), new BprOptions(), s_run)).Message.ShouldContain("nothing to rank");

    [Fact]
    public void A_learning_rate_that_is_too_high_ends_with_advice() =>
        Should.Throw<InvalidOperationException>(() => Bpr.Fit(Tastes.Random(10, 6, seed: 1), new BprOptions { LearningRate = 1000, Epochs = 20 }, s_run)).Message.ShouldContain("below 1000");

    static double Loss(double[] at, double penalty)
    {
        var margin = at[9] - at[10] + at[..3].Zip(at[3..6]).Sum(pair => pair.First * pair.Second) - at[..3].Zip(at[6..9]).Sum(pair => pair.First * pair.Second);
        return Math.Log(1 + Math.Exp(-margin)) + penalty / 2 * at.Sum(value => value * value);
    }
}
