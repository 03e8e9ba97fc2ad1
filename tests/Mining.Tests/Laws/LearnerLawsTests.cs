using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Laws;

/// <summary>What holds for every learner whatever the data. A network is left out where its start and its order of rows are draws by place.</summary>
public sealed class LearnerLawsTests
{
    static readonly RunContext s_run = new();

    public static TheoryData<string> Learners => [.. Learner.All.Select(learner => learner.Name)];

    public static TheoryData<string> Settled => [.. Learner.All.Select(learner => learner.Name).Where(name => !name.StartsWith("network", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Settled))]
    public void The_order_of_rows_does_not_matter(string name)
    {
        var (learner, data) = Take(name);
        int[] order = data.Groups is null ? [.. Enumerable.Range(0, data.Labels.Length)] : [.. Enumerable.Range(0, data.Groups.Length)];
        new Random(7).Shuffle(order);
        if (data.Groups is { } groups) order = [.. order.SelectMany(list => Enumerable.Range(list * groups[0], groups[0]))];     // whole lists change places

        Agree(learner.Fit(data.Pick(order), s_run), learner.Fit(data, s_run), data, row => row);
    }

    [Theory]
    [MemberData(nameof(Settled))]
    public void The_order_of_columns_does_not_matter(string name)
    {
        var (learner, data) = Take(name);

        var turned = learner.Fit(data with { Features = data.Features.Select(2, 0, 3, 1) }, s_run);

        Agree(turned, learner.Fit(data, s_run), data, row => [row[2], row[0], row[3], row[1]]);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Another_unit_of_a_column_changes_no_answer(string name)
    {
        var (learner, data) = Take(name);

        var scaled = learner.Fit(data.Change(0, value => value * 64 + 16), s_run);

        Agree(scaled, learner.Fit(data, s_run), data, row => [row[0] * 64 + 16, .. row[1..]]);
    }

    [Theory]
    [MemberData(nameof(Settled))]
    public void A_row_of_weight_two_counts_as_the_row_twice(string name)
    {
        var (learner, data) = Take(name);
        var weights = data.Labels.Select((_, row) => row % 3 == 0 ? 2f : 1f).ToArray();
        if (data.Groups is not null) return;                 // twice in a list is another list: LambdaRank weighs pulls, not rows

        var repeated = learner.Fit(data.Pick([.. Enumerable.Range(0, weights.Length).SelectMany(row => Enumerable.Repeat(row, (int)weights[row]))]), s_run);

        Agree(learner.Fit(data with { Weights = weights }, s_run), repeated, data, row => row);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Twice_all_weights_is_no_other_model(string name)
    {
        var (learner, data) = Take(name);
        if (name.StartsWith("boosting", StringComparison.Ordinal)) return;       // there a leaf needs a sum of hessians, which weights raise

        Agree(learner.Fit(data with { Weights = [.. data.Labels.Select(_ => 2f)] }, s_run), learner.Fit(data, s_run), data, row => row);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Labels_and_features_of_rows_without_weight_do_not_matter(string name)
    {
        var (learner, data) = Take(name);
        if (name.StartsWith("boosting", StringComparison.Ordinal)) return;       // its bins are cut from all rows
        data = data with { Weights = [.. data.Labels.Select((_, row) => row % 5 == 0 ? 0f : 1f)] };
        var other = data.Change(0, value => value) with { Labels = [.. data.Labels.Select((label, row) => row % 5 == 0 ? data.Labels[(row + 1) % data.Labels.Length] : label)] };
        var values = other.Features.Rows(0, 240).ToArray();
        for (var row = 0; row < 240; row += 5) values[row * LearnerRows.FeatureCount] = 3;

        Agree(learner.Fit(other with { Features = new FeatureMatrix(values, 240, LearnerRows.FeatureCount) }, s_run), learner.Fit(data, s_run), data, row => row);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Any_number_of_threads_gives_the_same_file(string name)
    {
        var learner = Learner.Of(name);
        var data = LearnerRows.Draw(learner.Labels, rowCount: 9_000);            // more than one block of rows

        learner.Fit(data, new RunContext(MaxThreads: 3)).Bytes().ShouldBe(learner.Fit(data, new RunContext(MaxThreads: 1)).Bytes());
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_saved_model_answers_the_same_and_is_the_same_file(string name)
    {
        var (learner, data) = Take(name);
        var model = learner.Fit(data, s_run);

        var loaded = model.SavedAndLoaded();

        loaded.Bytes().ShouldBe(model.Bytes());
        for (var row = 0; row < 100; row++) loaded.Answers(data.Features.Row(row).ToArray()).ShouldBe(model.Answers(data.Features.Row(row).ToArray()));
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_column_of_one_value_changes_no_answer_and_may_hold_any_value_later(string name)
    {
        var (learner, data) = Take(name);
        var constant = data.Change(2, _ => 5);
        var model = learner.Fit(constant, s_run);

        Agree(model, learner.Fit(data.Change(2, _ => float.NaN), s_run), constant, row => row);
        model.Answers([1, 0, 9, 1]).ShouldBe(model.Answers([1, 0, 5, 1]));
    }

    static (Learner Learner, TrainingData Data) Take(string name)
    {
        var learner = Learner.Of(name);
        return (learner, LearnerRows.Draw(learner.Labels));
    }

    // Sums in another order differ in their last digits; gradients are packed with roundings drawn by the place of the row; networks compute in floats.
    static void Agree(Learned found, Learned expected, TrainingData data, Func<float[], float[]> turn)
    {
        var tolerance = found switch { Learned.Linear => 1e-8, Learned.Tree => 1e-9, _ => 2e-5 };
        for (var row = 0; row < data.Labels.Length; row++)
        {
            var x = data.Features.Row(row).ToArray();
            found.Answers(turn(x)).ShouldBe(expected.Answers(x), tolerance, $"row {row}");
        }
    }
}
