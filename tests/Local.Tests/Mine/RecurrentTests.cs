using System.Globalization;
using System.Text;
using System.Text.Json;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>`mine train --method recurrent`: events and labels in, a model folder out that says the same when it is read again.</summary>
public sealed class RecurrentTests : IDisposable
{
    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Learns_that_a_return_after_a_purchase_differs_from_one_before_it()
    {
        var (events, labels) = Ordered(900);

        var result = await _folder.MineAsync("train", "--method", "recurrent", "--data", events, "--labels", labels, "--label", "left", "--learning-rate", "0.02");

        result.Quality("auc").ShouldBeGreaterThan(0.98);    // the counts of events are the same in both classes
        result.Quality("logLoss").ShouldBeLessThan(0.3);
        result.GetProperty("rows").GetInt32().ShouldBe(900);
        foreach (var key in new[] { "loadSeconds", "fitSeconds", "fitCpuSeconds", "scoreRowsPerSecond", "scoreOneMicroseconds" }) result.GetProperty(key).GetDouble().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task A_model_folder_says_the_same_to_the_last_digit_when_it_is_read_again()
    {
        var (events, labels) = Ordered(150);

        await TrainAsync(events, labels, "--epochs", "2", "--out", _folder.At("tested.csv"));
        var predicted = await _folder.MineAsync("predict", "--model", _folder.At("model"), "--data", events, "--labels", labels, "--label", "left", "--threads", "3", "--out", _folder.At("all.csv"));

        File.Exists(_folder.At("model/model.txt")).ShouldBeTrue();
        _folder.Lines("tested.csv")[0].ShouldBe("customer,probability");
        _folder.Lines("tested.csv").Skip(1).ShouldBe(_folder.Lines("all.csv").Skip(121));
        predicted.Quality("auc").ShouldBeInRange(0, 1);
    }

    [Fact]
    public async Task Neither_threads_nor_the_order_of_lines_change_a_digit()
    {
        var (events, labels) = Ordered(150);
        var lines = File.ReadAllLines(events);
        var turned = _folder.Write("turned.csv", string.Join('\n', [lines[0], .. lines.Skip(1).Reverse()]));

        await TrainAsync(events, labels, "--epochs", "3", "--least-customers", "1", "--threads", "1", "--out", _folder.At("one.csv"));
        var one = File.ReadAllText(_folder.At("model/model.txt"));
        await TrainAsync(turned, labels, "--epochs", "3", "--least-customers", "1", "--threads", "4", "--out", _folder.At("four.csv"));

        _folder.Lines("four.csv").ShouldBe(_folder.Lines("one.csv"));
        File.ReadAllText(_folder.At("model/model.txt")).ShouldBe(one);
    }

    [Fact]
    public async Task Events_after_a_cutoff_are_not_seen_and_counted()
    {
        var (events, labels) = Ordered(60);
        var cut = _folder.Write("cut.csv", "customer,left,until\n" + string.Concat(File.ReadLines(labels).Skip(1).Select(line => $"{line},2024-06-30\n")));
        var later = _folder.Write("later.csv", File.ReadAllText(events) + string.Concat(Enumerable.Range(0, 60).Select(customer => $"c{customer},2024-07-{1 + customer % 28:00},secret\n")) + "new,2024-08-01,buy\n");

        var without = await TrainAsync(events, cut, "--epochs", "2", "--cutoff", "until", "--out", _folder.At("without.csv"));
        var with = await TrainAsync(later, cut, "--epochs", "2", "--cutoff", "until", "--out", _folder.At("with.csv"));

        _folder.Lines("with.csv").ShouldBe(_folder.Lines("without.csv"));
        without.Parameter("eventsAfterCutoff").ShouldBe(0);
        with.Parameter("eventsAfterCutoff").ShouldBe(60);
        with.Parameter("customersWithoutLabel").ShouldBe(1);
    }

    [Fact]
    public async Task One_cutoff_for_all_does_the_same_as_a_column_of_it()
    {
        var (events, labels) = Ordered(60);
        var cut = _folder.Write("cut.csv", "customer,left,until\n" + string.Concat(File.ReadLines(labels).Skip(1).Select(line => $"{line},2024-03-31\n")));

        await TrainAsync(events, cut, "--epochs", "2", "--cutoff", "until", "--out", _folder.At("column.csv"));
        var all = await TrainAsync(events, labels, "--epochs", "2", "--cutoff", "2024-03-31", "--out", _folder.At("date.csv"));

        _folder.Lines("date.csv").ShouldBe(_folder.Lines("column.csv"));
        all.Parameter("eventsAfterCutoff").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Labels_may_stand_beside_the_events()
    {
        var (events, labels) = Ordered(80);
        var left = File.ReadLines(labels).Skip(1).Select(line => line.Split(',')).ToDictionary(parts => parts[0], parts => parts[1]);
        var joined = _folder.Write("joined.csv", "customer,date,item,left\n" + string.Concat(File.ReadLines(events).Skip(1).Select(line => $"{line},{left[line.Split(',')[0]]}\n")));

        await TrainAsync(events, labels, "--epochs", "2", "--out", _folder.At("apart.csv"));
        await _folder.MineAsync("train", "--method", "recurrent", "--data", joined, "--label", "left", "--epochs", "2", "--out", _folder.At("joined-out.csv"));

        _folder.Lines("joined-out.csv").ShouldBe(_folder.Lines("apart.csv"));
    }

    [Fact]
    public async Task Amounts_count_where_they_are_named_and_the_saved_model_asks_for_them()
    {
        // Whether the last amount is above the first: no count, no order of items and no sum shows it.
        var (text, labels, random) = (new StringBuilder("who;when;what;price\n"), new StringBuilder("who,rising\n"), new Random(3));
        for (var customer = 0; customer < 600; customer++)
        {
            double[] amounts = [.. Enumerable.Range(0, 4).Select(_ => Math.Round(1 + random.NextDouble() * 99, 2))];
            for (var at = 0; at < 4; at++) text.Append(CultureInfo.InvariantCulture, $"{customer};2024-0{1 + at}-01;x;{amounts[at]}\n");
            labels.Append(CultureInfo.InvariantCulture, $"{customer},{(amounts[3] > amounts[0] ? "yes" : "no")}\n");
        }
        var (events, names) = (_folder.Write("events.csv", text.ToString()), _folder.Write("labels.csv", labels.ToString()));
        string[] columns = ["--customer", "who", "--date", "when", "--item", "what", "--labels", names, "--label", "rising", "--train-rows", "480", "--learning-rate", "0.02"];

        var plain = await _folder.MineAsync(["train", "--method", "recurrent", "--data", events, .. columns]);
        var result = await _folder.MineAsync(["train", "--method", "recurrent", "--data", events, .. columns, "--amount", "price", "--model", _folder.At("model")]);
        var again = await _folder.MineAsync("predict", "--model", _folder.At("model"), "--data", events, "--labels", names, "--label", "rising");

        plain.Quality("auc").ShouldBeLessThan(0.65);
        result.Quality("auc").ShouldBeGreaterThan(0.9);
        again.Quality("auc").ShouldBeGreaterThan(0.9);      // the columns are remembered
    }

    [Theory]
    [InlineData("multiclass", "accuracy")]
    [InlineData("squared", "rmse")]
    public async Task Several_classes_and_numbers_are_learned_as_well(string objective, string measure)
    {
        string[] names = ["a", "b", "c"];
        var (text, labels) = (new StringBuilder("customer,date,item\n"), new StringBuilder("customer,y\n"));
        for (var customer = 0; customer < 300; customer++)
        {
            for (var at = 0; at < 3; at++) text.Append(CultureInfo.InvariantCulture, $"{customer},2024-01-0{1 + at},{(at == 2 ? names[customer % 3] : "x")}\n");
            labels.Append(CultureInfo.InvariantCulture, $"{customer},{(objective == "squared" ? $"{10 * (customer % 3)}" : names[customer % 3])}\n");
        }

        var result = await TrainAsync(_folder.Write("e.csv", text.ToString()), _folder.Write("l.csv", labels.ToString()), "--label", "y", "--learning-rate", "0.02", "--out", _folder.At("o.csv"));

        if (objective == "squared") result.Quality(measure).ShouldBeLessThan(2);
        else result.Quality(measure).ShouldBeGreaterThan(0.95);
        _folder.Lines("o.csv")[0].ShouldBe(objective == "squared" ? "customer,prediction" : "customer,probability of a,probability of b,probability of c");
    }

    [Fact]
    public async Task The_newest_customers_are_tested()
    {
        var (text, labels) = (new StringBuilder("customer,date\n"), new StringBuilder("customer,left\n"));
        for (var customer = 0; customer < 20; customer++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{customer},2024-01-{28 - customer:00}\n");
            labels.Append(CultureInfo.InvariantCulture, $"{customer},{customer % 2}\n");
        }

        await TrainAsync(_folder.Write("e.csv", text.ToString()), _folder.Write("l.csv", labels.ToString()), "--epochs", "1", "--train-rows", "16", "--out", _folder.At("o.csv"));

        _folder.Lines("o.csv").Skip(1).Select(line => line.Split(',')[0]).ShouldBe(["3", "2", "1", "0"]);
    }

    [Fact]
    public async Task Items_nobody_knew_at_training_are_one_kind_and_customers_need_no_label_to_be_scored()
    {
        var (events, labels) = Ordered(60);
        await TrainAsync(events, labels, "--epochs", "1");
        var unseen = _folder.Write("new.csv", "customer,date,item\nann,2024-01-01,never seen\nbob,2024-01-01,nor this\n");

        var result = await _folder.MineAsync("predict", "--model", _folder.At("model"), "--data", unseen, "--out", _folder.At("o.csv"));

        var said = _folder.Lines("o.csv").Skip(1).Select(line => line.Split(',')).ToList();
        said.Select(parts => parts[0]).ShouldBe(["ann", "bob"]);
        said[0][1].ShouldBe(said[1][1]);
        result.TryGetProperty("quality", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("customer,date,item\n", "a,0\n", "events.csv: there is no event below the header.")]
    [InlineData("", "a,0\n", "events.csv: line 1: the file is empty")]
    [InlineData("customer,day,item\na,2024-01-01,x\n", "a,0\n", "events.csv: line 1: there is no column \"date\"")]
    [InlineData("customer,date,item\na,2024-01-01,x\na,2024-13-01,x\n", "a,0\n", "events.csv: line 3, date: found \"2024-13-01\"")]
    [InlineData("customer,date,item\na,2024-01-01,x\na,2024-01-01\n", "a,0\n", "events.csv: line 3: found 2 fields")]
    [InlineData("customer,date,item\n,2024-01-01,x\n", "a,0\n", "events.csv: line 2, customer: nothing stands there")]
    [InlineData("customer,date,item\na,2024-01-01,x\n", "a,0\nb,1\n", "labels.csv: line 3: the customer \"b\" has a label but no event")]
    [InlineData("customer,date,item\na,2024-01-01,x\n", "a,0\na,1\n", "labels.csv: line 3, left: the customer \"a\" has the label \"1\" and, on line 2, \"0\"")]
    [InlineData("customer,date,item\na,2024-01-01,x\n", "a,0\na,0\n", "labels.csv: line 3, customer: the customer \"a\" has two labels")]
    [InlineData("customer,date,item\na,2024-01-01,x\n", "a,NA\n", "labels.csv: line 2, left: the customer \"a\" has no label")]
    [InlineData("customer,date,item\na,2024-01-01,x\nb,2024-01-01,x\n", "a,0\nb,many\n", "labels.csv: line 3, left: found \"many\" among numbers")]
    [InlineData("customer,date,item\na,2024-01-01,x\nb,2024-01-01,x\n", "a,0\nb,NaN\n", "labels.csv: line 3, left: found \"NaN\" among numbers")]
    [InlineData("customer,date,item\na,2024-01-01,x\nb,2024-01-01,x\nc,2024-01-01,x\n", "a,1\nb,1\nc,1\n", "events.csv: all 2 customers to train on have one label")]
    [InlineData("customer,date,item\na,2024-01-01,x\n", "", "labels.csv: there is no label below the header.")]
    public async Task Files_nobody_can_learn_from_are_named_in_one_line(string events, string labels, string expected)
    {
        var failure = await FailureAsync("train", "--method", "recurrent", "--data", _folder.Write("events.csv", events), "--labels", _folder.Write("labels.csv", "customer,left\n" + labels), "--label", "left");

        failure.ShouldStartWith(expected);
        failure.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("nan")]
    [InlineData("inf")]
    [InlineData("1e999")]
    [InlineData("")]
    [InlineData("much")]
    public async Task Amounts_that_are_no_finite_number_are_refused_with_line_and_column(string amount)
    {
        var events = _folder.Write("events.csv", $"customer,date,item,amount,left\na,2024-01-01,x,12.50,0\nb,2024-01-01,x,{amount},1\n");

        (await FailureAsync("train", "--method", "recurrent", "--data", events, "--label", "left", "--amount", "amount")).ShouldStartWith($"events.csv: line 3, amount: found \"{amount}\"; a finite number");
    }

    [Fact]
    public async Task A_label_that_changes_within_a_customer_is_refused()
    {
        var events = _folder.Write("events.csv", "customer,date,left\na,2024-01-01,0\nb,2024-01-01,1\na,2024-01-02,1\n");

        (await FailureAsync("train", "--method", "recurrent", "--data", events, "--label", "left")).ShouldStartWith("events.csv: line 4, left: the customer \"a\" has the label \"1\" and, on line 2, \"0\"");
    }

    [Fact]
    public async Task Customers_who_came_after_their_cutoff_are_left_out_and_counted()
    {
        var events = _folder.Write("events.csv", "customer,date,left\n" + string.Concat(Enumerable.Range(0, 12).Select(customer => $"{customer},2024-0{1 + customer / 10}-01,{customer % 2}\n")));

        var result = await _folder.MineAsync("train", "--method", "recurrent", "--data", events, "--label", "left", "--cutoff", "2024-01-31", "--epochs", "1");

        result.GetProperty("rows").GetInt32().ShouldBe(10);
        result.Parameter("customersWithoutEvents").ShouldBe(2);
        (await FailureAsync("train", "--method", "recurrent", "--data", events, "--label", "left", "--cutoff", "2023-12-31")).ShouldContain("no customer has an event up to its cutoff");
    }

    [Theory]
    [InlineData("--explain")]
    [InlineData("--folds", "3")]
    [InlineData("--onnx", "x.onnx")]
    [InlineData("--categorical", "item")]
    [InlineData("--objective", "poisson")]
    public async Task Flags_of_other_methods_are_wrong_use(params string[] flags)
    {
        var (events, labels) = Ordered(20);

        (await MineFolder.RunAsync(["train", "--method", "recurrent", "--data", events, "--labels", labels, "--label", "left", .. flags])).ShouldBe(ExitCode.WrongUse);
    }

    [Fact]
    public async Task Its_flags_are_wrong_use_for_other_methods() =>
        (await MineFolder.RunAsync("train", "--data", Ordered(20).Events, "--label", "left", "--cutoff", "2024-01-01")).ShouldBe(ExitCode.WrongUse);

    [Theory]
    [InlineData("model.json", "\"kinds\": [", "\"kinds\": [ \"one more\",", "does not describe")]
    [InlineData("model.json", "\"buy\"", "\"return\"", "kinds names one twice")]
    [InlineData("model.json", "\"objective\": \"binary\"", "\"objective\": \"squared\"", "names the objective")]
    [InlineData("model.json", "\"amount\"", "\"amounts\"", "damaged")]
    [InlineData("model.json", "\"method\": \"recurrent\"", "\"method\": \"network\"", "damaged")]
    [InlineData("model.txt", "\"hiddenSize\": 16", "\"hiddenSize\": 17", "parameters")]
    [InlineData("model.txt", "\"eventKinds\": 4", "\"eventKinds\": 1e9", "eventKinds")]
    [InlineData("model.txt", "\"readsAmounts\": false", "\"readsAmounts\": true", "parameters")]
    public async Task A_damaged_model_is_refused_with_the_place(string file, string found, string put, string expected)
    {
        var (events, labels) = Ordered(40);
        await TrainAsync(events, labels, "--epochs", "1");
        var text = File.ReadAllText(_folder.At("model/" + file));
        if (file == "model.json" && found == "\"amount\"") text = text.Replace("\"hasHeader\"", "\"amounts\": \"x\", \"hasHeader\"", StringComparison.Ordinal);
        else text.ShouldContain(found);
        _folder.Write("model/" + file, text.Replace(found, put, StringComparison.Ordinal));

        (await FailureAsync("predict", "--model", _folder.At("model"), "--data", events)).ShouldContain(expected);
    }

    Task<JsonElement> TrainAsync(string events, string labels, params string[] flags) => _folder.MineAsync(
        ["train", "--method", "recurrent", "--data", events, "--labels", labels, .. flags.Contains("--label") ? [] : new[] { "--label", "left" }, .. flags, "--model", _folder.At("model")]);

    static async Task<string> FailureAsync(params string[] arguments) => (await Should.ThrowAsync<CommandFailedException>(() => CommandLine.Describe().Parse(["mine", .. arguments])
        .InvokeAsync(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false }))).Message;

    // Everybody buys, returns and visits as often; who returns after the purchase leaves.
    (string Events, string Labels) Ordered(int count)
    {
        var (events, labels, random) = (new StringBuilder("customer,date,item\n"), new StringBuilder("customer,left\n"), new Random(11));
        for (var customer = 0; customer < count; customer++)
        {
            var places = Enumerable.Range(0, 6).ToArray();
            random.Shuffle(places);
            var days = Enumerable.Range(0, 6).Select(_ => random.Next(150)).Order().Select((day, at) => day + at).ToArray();
            for (var at = 0; at < 6; at++)
                events.Append(CultureInfo.InvariantCulture, $"c{customer},{new DateOnly(2024, 1, 1).AddDays(days[at]):yyyy-MM-dd},{(at == places[0] ? "buy" : at == places[1] ? "return" : "visit")}\n");
            labels.Append(CultureInfo.InvariantCulture, $"c{customer},{(places[1] > places[0] ? 1 : 0)}\n");
        }
        return (_folder.Write("events.csv", events.ToString()), _folder.Write("labels.csv", labels.ToString()));
    }
}
