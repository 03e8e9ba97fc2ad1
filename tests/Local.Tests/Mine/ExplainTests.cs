using System.Globalization;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>`mine explain` of models of every method, held to the model file, to `mine predict` and to what is known of the drawn rows.</summary>
public sealed class ExplainTests : IDisposable
{
    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Of z nothing depends.
    string Table => _folder.Table("table.csv", 800, (x, city, random) => x * (city == 1 ? -1 : 1) + 0.4 * (random.NextDouble() - 0.5) > 0 ? 1 : 0);

    string Classes => _folder.Table("classes.csv", 800, (x, city, _) => x > 0.5 ? 2 : city == 1 ? 1 : 0);

    Task TrainAsync(string data, string method, params string[] flags) =>
        _folder.MineAsync(["train", "--data", data, "--label", "y", "--method", method, "--trees", "15", "--epochs", "8", "--model", _folder.At("model"), .. flags]);

    async Task<Dictionary<string, string>[]> ExplainAsync(string what, params string[] flags)
    {
        await _folder.MineAsync(["explain", "--data", _folder.At("table.csv"), "--model", _folder.At("model"), "--what", what, "--out", _folder.At("why.csv"), .. flags]);
        return Read("why.csv");
    }

    Dictionary<string, string>[] Read(string name)
    {
        var lines = _folder.Lines(name).Select(line => line.Split(',')).ToList();
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [Fact]
    public async Task Gain_and_splits_are_the_lines_of_the_model_file_added_up()
    {
        await TrainAsync(Table, "trees");

        var rows = (await ExplainAsync("importance")).ToDictionary(row => row["column"]);

        var (gains, splits) = (new double[3], new int[3]);
        var features = Array.Empty<int>();
        foreach (var line in _folder.Lines("model/model.txt"))
        {
            if (line.StartsWith("split_feature=", StringComparison.Ordinal)) features = Array.ConvertAll(line[14..].Split(' '), int.Parse);
            if (!line.StartsWith("split_gain=", StringComparison.Ordinal)) continue;
            foreach (var (feature, gain) in features.Zip(line[11..].Split(' '))) (gains[feature], splits[feature]) = (gains[feature] + Number(gain), splits[feature] + 1);
        }
        foreach (var (name, column) in "x z city".Split(' ').Select((name, column) => (name, column)))
        {
            Number(rows[name]["gain"]).ShouldBe(gains[column], 1e-6);
            rows[name]["splits"].ShouldBe($"{splits[column]}");
        }
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("tree")]
    [InlineData("logistic")]
    public async Task The_mean_share_is_that_of_predict(string method)
    {
        await TrainAsync(Table, method);
        await _folder.MineAsync("predict", "--data", _folder.At("table.csv"), "--model", _folder.At("model"), "--explain", "--out", _folder.At("shares.csv"));

        var rows = await ExplainAsync("importance", "--first", "300");

        foreach (var row in rows)
            Number(row["meanShare"]).ShouldBe(Read("shares.csv").Take(300).Average(said => Math.Abs(Number(said["share of " + row["column"]]))), 1e-9);
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("tree")]
    [InlineData("network")]
    public async Task Shuffling_a_column_hurts_where_the_label_follows_it(string method)
    {
        await TrainAsync(Table, method, "--hidden", "16", "--learning-rate", method == "network" ? "0.02" : "0.1");

        var rise = (await ExplainAsync("permutation", "--repetitions", "3")).ToDictionary(row => row["column"], row => Number(row["rise"]));

        rise["x"].ShouldBeGreaterThan(0.2);
        rise["city"].ShouldBeGreaterThan(0.2);
        Math.Abs(rise["z"]).ShouldBeLessThan(0.1);
    }

    [Theory]
    [InlineData("logistic", "classes.csv", "x")]
    [InlineData("linear", "numbers.csv", "x")]
    [InlineData("poisson", "numbers.csv", "x")]
    [InlineData("gamma", "numbers.csv", "x")]
    [InlineData("trees", "numbers.csv", "x")]
    [InlineData("trees", "classes.csv", "x")]
    [InlineData("network", "classes.csv", "x")]
    public async Task Every_model_that_predicts_can_be_asked_what_it_needs(string method, string table, string column)
    {
        var data = table == "numbers.csv" ? _folder.Table(table, 500, (x, _, random) => Math.Round(4 + 2 * x + random.NextDouble(), 3))
            : method == "logistic" ? _folder.Table(table, 500, (x, _, random) => x + random.NextDouble() > 0.4 ? 1 : 0) : Classes;
        await TrainAsync(data, method, method == "trees" && table == "classes.csv" ? ["--objective", "multiclass"] : method == "network" ? ["--objective", "multiclass", "--learning-rate", "0.01"] : []);

        await _folder.MineAsync("explain", "--data", data, "--model", _folder.At("model"), "--what", "permutation", "--out", _folder.At("why.csv"));

        Read("why.csv")[0]["column"].ShouldBe(column);
        Number(Read("why.csv")[0]["rise"]).ShouldBeGreaterThan(0.05);
    }

    [Theory]
    [InlineData("trees", "x")]
    [InlineData("trees", "city")]
    [InlineData("tree", "x")]
    [InlineData("logistic", "city")]
    [InlineData("network", "x")]
    public async Task Dependence_is_the_mean_prediction_of_the_rows_with_the_value_written_into_the_file(string method, string column)
    {
        await TrainAsync(Table, method);
        var place = Array.IndexOf(["x", "z", "city"], column);

        var points = await ExplainAsync("dependence", "--column", column, "--grid", "4");

        points.Length.ShouldBe(column == "city" ? 3 : 4);
        foreach (var point in points)
        {
            var changed = _folder.Write("changed.csv", string.Concat(_folder.Lines("table.csv").Select((line, row) =>
            {
                var fields = line.Split(',');
                if (row > 0) fields[place] = point[column];
                return string.Join(',', fields) + "\n";
            })));
            await _folder.MineAsync("predict", "--data", changed, "--model", _folder.At("model"), "--out", _folder.At("said.csv"));
            Number(point["probability"]).ShouldBe(Read("said.csv").Average(row => Number(row["probability"])), 1e-9);
        }
    }

    [Fact]
    public async Task Dependence_of_several_classes_has_one_mean_each_and_they_add_up_to_one()
    {
        await TrainAsync(Classes, "trees", "--objective", "multiclass");
        File.Copy(_folder.At("classes.csv"), _folder.At("table.csv"));

        var points = await ExplainAsync("dependence", "--column", "x");

        points.Length.ShouldBe(20);
        points.ShouldAllBe(point => Math.Abs(point.Where(field => field.Key != "x").Sum(field => Number(field.Value)) - 1) < 1e-9);
        Number(points[^1]["probability of 2"]).ShouldBeGreaterThan(Number(points[0]["probability of 2"]) + 0.5);
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("tree")]
    public async Task Interactions_of_a_column_add_up_to_its_share(string method)
    {
        await TrainAsync(Table, method);
        await _folder.MineAsync("predict", "--data", _folder.At("table.csv"), "--model", _folder.At("model"), "--explain", "--out", _folder.At("shares.csv"));
        var shares = Read("shares.csv");

        var values = await ExplainAsync("interactions", "--first", "60");

        var sums = values.ToLookup(value => (value["row"], value["column"]), value => Number(value["value"]));
        for (var row = 0; row < 60; row++)
            foreach (var column in new[] { "x", "z", "city" }) sums[($"{row}", column)].Sum().ShouldBe(Number(shares[row]["share of " + column]), 1e-9);
        double Strength(string with) => values.Where(value => value["column"] == "x" && value["with"] == with).Sum(value => Math.Abs(Number(value["value"])));
        Strength("city").ShouldBeGreaterThan(Strength("z"));
    }

    [Fact]
    public async Task Interventional_shares_lead_from_the_mean_of_the_background_to_the_margin()
    {
        await TrainAsync(Table, "trees");
        var background = _folder.Write("background.csv", string.Concat(_folder.Lines("table.csv").Take(41).Select(line => line + "\n")));
        await _folder.MineAsync("predict", "--data", _folder.At("table.csv"), "--model", _folder.At("model"), "--out", _folder.At("said.csv"));
        var margins = Read("said.csv").Select(row => Number(row["probability"])).Select(p => Math.Log(p / (1 - p))).ToArray();

        var rows = await ExplainAsync("interventional", "--background", background, "--first", "100");

        rows.Length.ShouldBe(100);
        foreach (var row in rows)
        {
            var shares = Number(row["share of x"]) + Number(row["share of z"]) + Number(row["share of city"]);
            Number(row["backgroundMargin"]).ShouldBe(margins.Take(40).Average(), 1e-9);
            Number(row["margin"]).ShouldBe(margins[int.Parse(row["row"], CultureInfo.InvariantCulture)], 1e-9);
            shares.ShouldBe(Number(row["margin"]) - Number(row["backgroundMargin"]), 1e-9);
        }
    }

    [Theory]
    [InlineData("interactions")]
    [InlineData("interventional")]
    [InlineData("importance")]
    public async Task A_class_of_several_is_explained_by_its_name(string what)
    {
        await TrainAsync(Classes, "trees", "--objective", "multiclass");
        File.Copy(_folder.At("classes.csv"), _folder.At("table.csv"));
        var background = _folder.Write("background.csv", string.Concat(_folder.Lines("table.csv").Take(10).Select(line => line + "\n")));
        string[] flags = ["--first", "20", "--background", background];

        await ExplainAsync(what, [.. flags, "--class", "2"]);

        (await MineFolder.RunAsync(["explain", "--data", background, "--model", _folder.At("model"), "--what", what, .. flags, "--class", "7"])).ShouldBe(ExitCode.Failed);
        if (what != "importance") (await MineFolder.RunAsync(["explain", "--data", background, "--model", _folder.At("model"), "--what", what, .. flags])).ShouldBe(ExitCode.Failed);
    }

    [Fact]
    public async Task A_file_of_LightGBMs_alone_is_explained()
    {
        var data = _folder.Write("table.csv", "Column_0,Column_1,y\n" + string.Concat(Enumerable.Range(0, 300).Select(row => $"{row * 7 % 31},{row * 11 % 17},{(row * 7 % 31 > row * 11 % 17 ? 1 : 0)}\n")));
        await TrainAsync(data, "trees");
        File.Delete(_folder.At("model/model.json"));

        foreach (var what in new[] { "importance", "interactions", "permutation", "dependence" })
            (await ExplainAsync(what, "--label", "y", "--column", "Column_0")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Ranks_are_judged_list_by_list()
    {
        var data = _folder.Write("lists.csv", "list,price,noise,grade\n" + string.Concat(Enumerable.Range(0, 400).Select(row => $"L{row / 8},{row * 13 % 29},{row * 7 % 11},{(row * 13 % 29) / 10}\n")));
        await _folder.MineAsync("train", "--data", data, "--label", "grade", "--group", "list", "--trees", "10", "--model", _folder.At("model"));

        (await MineFolder.RunAsync("explain", "--data", data, "--model", _folder.At("model"), "--what", "permutation")).ShouldBe(ExitCode.Failed);
        await _folder.MineAsync("explain", "--data", data, "--model", _folder.At("model"), "--what", "permutation", "--group", "list", "--out", _folder.At("why.csv"));

        Read("why.csv")[0]["column"].ShouldBe("price");
    }

    [Theory]
    [InlineData(2, "trees", "dependence")]
    [InlineData(2, "trees", "interventional")]
    [InlineData(2, "trees", "magic")]
    [InlineData(2, "trees", "permutation", "--repetitions", "0")]
    [InlineData(1, "trees", "dependence", "--column", "nothing")]
    [InlineData(1, "trees", "permutation", "--label", "nothing")]
    [InlineData(1, "trees", "interactions", "--class", "1")]
    [InlineData(1, "network", "importance")]
    [InlineData(1, "network", "interactions")]
    [InlineData(1, "logistic", "interactions")]
    [InlineData(1, "trees", "interventional", "--background", "table.csv")]
    [InlineData(1, "trees", "interventional", "--background", "none.csv")]
    public async Task What_cannot_be_answered_is_refused(int exit, string method, string what, params string[] flags)
    {
        await TrainAsync(Table, method);

        (await MineFolder.RunAsync(["explain", "--data", _folder.At("table.csv"), "--model", _folder.At("model"), "--what", what, .. flags.Select(flag => flag.EndsWith(".csv", StringComparison.Ordinal) ? _folder.At(flag) : flag)])).ShouldBe(exit);
    }

    [Fact]
    public async Task A_label_the_training_did_not_know_is_refused_not_counted()
    {
        var data = _folder.Write("table.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 9},{(row % 9 > 4 ? "yes" : "no")}\n")));
        await TrainAsync(data, "logistic");
        var other = _folder.Write("other.csv", "a,y\n1,no\n7,perhaps\n");

        (await MineFolder.RunAsync("explain", "--data", other, "--model", _folder.At("model"), "--what", "permutation")).ShouldBe(ExitCode.Failed);
        (await MineFolder.RunAsync("predict", "--data", other, "--model", _folder.At("model"), "--label", "y")).ShouldBe(ExitCode.Failed);
    }
}
