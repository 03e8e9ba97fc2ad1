using static CrmInsights.Store.Tests.Conformance.Given;

namespace CrmInsights.Store.Tests.Conformance;

public abstract class ScoreBookConformance<TPlace> : StoreConformance<TPlace> where TPlace : IStorePlace, new()
{
    [StoreFact]
    public async Task The_last_score_of_a_day_is_its_point()
    {
        await Save(Day, 10);
        await Save(Day.AddHours(3), 12.25);
        await Save(Day.AddDays(1), 40);

        var record = await ReadScore();

        record.Computed.ShouldBe(new ComputedScore(Account(1), Day.AddDays(1), "v1", 40, "{}"));
        record.History.ShouldBe([new ScorePoint(new DateOnly(2026, 1, 15), 12.25), new ScorePoint(new DateOnly(2026, 1, 16), 40)]);
    }

    [StoreFact]
    public async Task A_day_that_ends_with_an_abstention_has_no_point()
    {
        await Save(Day, 10);
        await Save(Day.AddHours(1), null);

        (await ReadScore()).History.ShouldBeEmpty();
    }

    [StoreFact]
    public async Task Four_hundred_days_are_kept()
    {
        for (var day = 0; day <= 400; day++) await Save(Day.AddDays(day), day % 100);

        var history = (await ReadScore()).History;

        (history.Count, history[0].Day).ShouldBe((400, new DateOnly(2026, 1, 16)));
    }

    [StoreFact]
    public async Task Written_values_stay_beside_new_scores()
    {
        var written = new WrittenValues(Account(1), Day, """{"ci_churnscore":10}""");
        await Store.Scores.MarkWrittenAsync([written], None);
        await Save(Day.AddDays(1), 40);

        (await ReadScore()).Written.ShouldBe(written);
    }

    [StoreFact]
    public async Task A_customer_without_scores_is_left_out()
    {
        (await Store.Scores.ReadAsync([Account(1), Contact(1)], None)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task Forgetting_leaves_nothing()
    {
        await Save(Day, 10);
        await Store.Scores.MarkWrittenAsync([new WrittenValues(Account(1), Day, "{}")], None);

        await Store.Scores.ForgetAsync([Account(1)], None);
        (await Store.Scores.ReadAsync([Account(1)], None)).ShouldBeEmpty();

        await Save(Day.AddDays(1), 20);
        (await ReadScore()).History.Count.ShouldBe(1);
    }

    Task Save(DateTimeOffset on, double? score) => Store.Scores.SaveAsync([new ComputedScore(Account(1), on, "v1", score, "{}")], None);

    async Task<ScoreRecord> ReadScore() => (await Store.Scores.ReadAsync([Account(1)], None))[Account(1)];
}
