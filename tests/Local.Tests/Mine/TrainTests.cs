using System.Globalization;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>`mine train` with every method: what it learns of drawn rows, and that a saved model says the same.</summary>
public sealed class TrainTests : IDisposable
{
    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    string Classes => _folder.Table("classes.csv", 900, (x, city, random) => random.NextDouble() < 1 / (1 + Math.Exp(-3 * x - city)) ? 1 : 0);

    string Counts => _folder.Table("counts.csv", 900, (x, city, random) => Math.Floor(Math.Exp(0.5 * x + 0.3 * city) * 2 * random.NextDouble()));

    string Amounts => _folder.Table("amounts.csv", 900, (x, city, random) => Math.Round(Math.Exp(1 + 0.5 * x) * (0.5 + random.NextDouble()), 4));

    [Theory]
    [InlineData("trees", "classes")]
    [InlineData("tree", "classes")]
    [InlineData("logistic", "classes")]
    [InlineData("network", "classes")]
    [InlineData("linear", "amounts")]
    [InlineData("poisson", "counts")]
    [InlineData("gamma", "amounts")]
    [InlineData("tree", "amounts")]
    [InlineData("network", "amounts")]
    public async Task Every_method_says_the_same_when_its_model_folder_is_read_again(string method, string table)
    {
        var data = table switch { "classes" => Classes, "counts" => Counts, _ => Amounts };

        var trained = await _folder.MineAsync("train", "--data", data, "--label", "y", "--method", method, "--train-rows", "600", "--trees", "20", "--model", _folder.At("model"), "--out", _folder.At("tested.csv"));
        var predicted = await _folder.MineAsync("predict", "--data", data, "--label", "y", "--model", _folder.At("model"), "--out", _folder.At("all.csv"));

        File.Exists(_folder.At("model/model.txt")).ShouldBeTrue();
        _folder.Lines("tested.csv").Skip(1).Select(Prediction).ShouldBe(_folder.Lines("all.csv").Skip(601).Select(Prediction));
        predicted.GetProperty("rows").GetInt32().ShouldBe(900);
        trained.GetProperty("quality").EnumerateObject().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_decision_tree_prints_one_rule_a_leaf_in_the_words_of_the_file()
    {
        var result = await _folder.MineAsync("train", "--data", Classes, "--label", "y", "--method", "tree", "--depth", "2");

        var rules = result.GetProperty("top").EnumerateArray().Select(rule => rule.GetProperty("rule").GetString()!).ToList();
        rules.Count.ShouldBe((int)result.Parameter("leaves"));
        rules.ShouldContain(rule => rule.Contains('x', StringComparison.Ordinal));
        result.GetProperty("top").EnumerateArray().Sum(rule => rule.GetProperty("coverage").GetDouble()).ShouldBe(1, 1e-9);
    }

    [Fact]
    public async Task A_regression_shows_weights_with_Wald_intervals_that_hold_the_truth()
    {
        var result = await _folder.MineAsync("train", "--data", Classes, "--label", "y", "--method", "logistic", "--train-rows", "900");

        var x = result.GetProperty("top").EnumerateArray().Single(weight => weight.GetProperty("name").GetString() == "x");
        x.GetProperty("low").GetDouble().ShouldBeLessThan(3);
        x.GetProperty("high").GetDouble().ShouldBeGreaterThan(3);
        x.GetProperty("standardError").GetDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_penalised_regression_has_bootstrap_intervals_where_they_are_asked_for_and_none_otherwise()
    {
        string[] fit = ["train", "--data", Amounts, "--label", "y", "--method", "gamma", "--l1", "0.1", "--l2", "0.1"];

        (await _folder.MineAsync(fit)).TryGetProperty("top", out _).ShouldBeFalse();
        var drawn = await _folder.MineAsync([.. fit, "--bootstrap", "50"]);

        foreach (var weight in drawn.GetProperty("top").EnumerateArray())
            weight.GetProperty("low").GetDouble().ShouldBeLessThanOrEqualTo(weight.GetProperty("high").GetDouble());
        drawn.Parameter("z").ShouldBe(0);                   // the lasso takes noise out
    }

    [Theory]
    [InlineData("poisson", "poissonDeviance")]
    [InlineData("tweedie", "mae")]
    [InlineData("quantile", "notAbove")]
    [InlineData("squared", "rmse")]
    public async Task Boosted_trees_know_the_objectives_of_numbers(string objective, string measure)
    {
        var result = await _folder.MineAsync("train", "--data", Counts, "--label", "y", "--objective", objective, "--quantile", "0.8", "--trees", "40");

        var value = result.Quality(measure);
        value.ShouldBeGreaterThan(0);
        if (objective == "quantile") value.ShouldBe(0.8, 0.12);   // 180 rows, and fitted quantiles run a little low
    }

    [Fact]
    public async Task Several_texts_are_classes_without_being_told()
    {
        var data = _folder.Write("flowers.csv", "size,kind\n" + string.Concat(Enumerable.Range(0, 300).Select(row => $"{row % 3 * 10 + row % 7},{(char)('a' + row % 3)}\n")));

        var result = await _folder.MineAsync("train", "--data", data, "--label", "kind", "--trees", "20");

        result.Quality("accuracy").ShouldBe(1);
    }

    [Fact]
    public async Task Rows_of_a_group_are_ranked_together()
    {
        var data = _folder.Write("lists.csv", "list,x,noise,grade\n" + string.Concat(Enumerable.Range(0, 1000).Select(row => $"q{row / 10},{row * 37 % 10},{row * 53 % 11},{row * 37 % 10 / 4}\n")));

        var result = await _folder.MineAsync("train", "--data", data, "--label", "grade", "--group", "list", "--train-rows", "795", "--trees", "20", "--model", _folder.At("rank"));
        var predicted = await _folder.MineAsync("predict", "--data", data, "--label", "grade", "--group", "list", "--model", _folder.At("rank"));

        result.Quality("ndcg").ShouldBe(1, 1e-6);
        predicted.Quality("ndcg").ShouldBe(1, 1e-6);
    }

    [Fact]
    public async Task A_monotone_column_never_lowers_the_prediction()
    {
        var data = Classes;
        await _folder.MineAsync("train", "--data", data, "--label", "y", "--monotone", "+x", "--trees", "40", "--model", _folder.At("model"));
        var ladder = _folder.Write("ladder.csv", "x,z,city\n" + string.Concat(Enumerable.Range(-20, 41).Select(step => string.Create(CultureInfo.InvariantCulture, $"{step / 10.0},0.4,Rome\n"))));

        await _folder.MineAsync("predict", "--data", ladder, "--model", _folder.At("model"), "--out", _folder.At("ladder-out.csv"));

        var said = _folder.Lines("ladder-out.csv").Skip(1).Select(line => double.Parse(Prediction(line), CultureInfo.InvariantCulture)).ToList();
        said.ShouldBe(said.Order());
    }

    [Fact]
    public async Task Stopping_watches_the_newest_rows_and_needs_fewer_trees()
    {
        var result = await _folder.MineAsync("train", "--data", Classes, "--label", "y", "--trees", "300", "--stop-after", "5");

        result.Parameter("trees").ShouldBeInRange(1, 200);
    }

    [Fact]
    public async Task A_row_of_weight_two_is_as_good_as_two_rows()
    {
        var twice = _folder.Write("twice.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(row => string.Concat(Enumerable.Repeat($"{row % 13},{(row % 13 + row % 5) * 2}\n", 1 + row % 2)))));
        var weighed = _folder.Write("weighed.csv", "x,w,y\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 13},{1 + row % 2},{(row % 13 + row % 5) * 2}\n")));

        var two = await _folder.MineAsync("train", "--data", twice, "--label", "y", "--method", "linear", "--train-rows", "90");
        var one = await _folder.MineAsync("train", "--data", weighed, "--label", "y", "--weights", "w", "--method", "linear", "--train-rows", "60");

        one.Parameter("x").ShouldBe(two.Parameter("x"), 1e-9);
        one.Parameter("(intercept)").ShouldBe(two.Parameter("(intercept)"), 1e-9);
    }

    [Fact]
    public async Task Balanced_classes_raise_the_probability_of_the_rare_one()
    {
        var data = _folder.Table("rare.csv", 600, (x, _, random) => x > 1 && random.NextDouble() < 0.4 ? 1 : 0);

        var plain = await _folder.MineAsync("train", "--data", data, "--label", "y", "--method", "logistic");
        var balanced = await _folder.MineAsync("train", "--data", data, "--label", "y", "--method", "logistic", "--class-weights", "balanced");

        balanced.Parameter("(intercept)").ShouldBeGreaterThan(plain.Parameter("(intercept)"));
    }

    [Fact]
    public async Task A_time_column_sorts_the_rows_before_they_are_cut()
    {
        // The days come backwards and differ by less than a float can hold: unsorted, the test rows would be the oldest.
        var data = _folder.Write("days.csv", "day,x,y\n" + string.Concat(Enumerable.Range(0, 28).Reverse().Select(day => $"202402{day + 1:00},{day},{day}\n")));

        await _folder.MineAsync("train", "--data", data, "--label", "y", "--time", "day", "--method", "linear", "--train-rows", "20", "--out", _folder.At("newest.csv"));

        _folder.Lines("newest.csv").Skip(1).Select(line => Math.Round(double.Parse(Prediction(line), CultureInfo.InvariantCulture))).ShouldBe(Enumerable.Range(20, 8).Select(day => (double)day));
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("tree")]
    [InlineData("logistic")]
    [InlineData("network")]
    public async Task Every_method_writes_ONNX(string method)
    {
        await _folder.MineAsync("train", "--data", Classes, "--label", "y", "--method", method, "--trees", "5", "--epochs", "2", "--onnx", _folder.At("model.onnx"));

        new FileInfo(_folder.At("model.onnx")).Length.ShouldBeGreaterThan(100);
    }

    [Theory]
    [InlineData("--method", "network", "--explain")]
    [InlineData("--method", "linear", "--objective", "quantile")]
    [InlineData("--method", "tree", "--monotone", "+x")]
    [InlineData("--objective", "lambdarank")]
    [InlineData("--folds", "3", "--group", "city")]
    [InlineData("--method", "magic")]
    public async Task Flags_that_contradict_each_other_are_wrong_use(params string[] flags) =>
        (await MineFolder.RunAsync(["train", "--data", Classes, "--label", "y", .. flags])).ShouldBe(ExitCode.WrongUse);

    [Theory]
    [InlineData("--weights", "city")]
    [InlineData("--group", "z")]
    [InlineData("--monotone", "+nothing")]
    [InlineData("--monotone", "+city")]
    [InlineData("--class-weights", "1")]
    [InlineData("--method", "gamma")]
    [InlineData("--hidden", "many", "--method", "network")]
    public async Task Columns_that_do_not_fit_fail_and_say_so(params string[] flags) =>
        (await MineFolder.RunAsync(["train", "--data", Classes, "--label", "y", .. flags])).ShouldBe(ExitCode.Failed);

    [Theory]
    [InlineData("y\n1\n1\n1\n1\n1\n1\n", "one label")]
    [InlineData("y\n0\n1\ninf\n1\n0\n1\n", "\"inf\"")]
    [InlineData("y\n0\n1\n\"\"\n1\n0\n1\n", "row 3")]
    public async Task Labels_nobody_can_learn_from_are_named_in_one_line(string column, string named)
    {
        var labels = column.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var data = _folder.Write("bad.csv", string.Concat(labels.Select((label, row) => row == 0 ? $"x,{label}\n" : $"{row},{label}\n")));
        foreach (var method in new[] { "trees", "tree", "logistic", "network" })
        {
            var failure = await Should.ThrowAsync<CommandFailedException>(() => CommandLine.Describe().Parse(["mine", "train", "--data", data, "--label", "y", "--method", method, "--objective", "binary"])
                .InvokeAsync(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false }));
            failure.Message.ShouldStartWith("bad.csv: ");
            failure.Message.ShouldContain(named);
            failure.Message.ShouldNotContain("\n");
        }
    }

    static string Prediction(string line) => line.Split(',')[1];
}
