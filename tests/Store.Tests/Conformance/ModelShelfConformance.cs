using static CrmInsights.Store.Tests.Conformance.Given;

namespace CrmInsights.Store.Tests.Conformance;

public abstract class ModelShelfConformance<TPlace> : StoreConformance<TPlace> where TPlace : IStorePlace, new()
{
    [StoreFact]
    public async Task A_new_model_is_a_challenger_and_no_champion()
    {
        await Store.Models.SaveAsync(Model("1"), None);

        (await Store.Models.ReadChampionAsync("churn", None)).ShouldBeNull();
        (await Store.Models.ListAsync("churn", None)).ShouldHaveSingleItem().Stage.ShouldBe("challenger");
    }

    [StoreFact]
    public async Task A_promotion_retires_the_former_champion()
    {
        await Store.Models.SaveAsync(Model("1"), None);
        await Store.Models.SaveAsync(Model("2") with { TrainedOn = Day.AddDays(1) }, None);
        await Store.Models.PromoteAsync("churn", "1", None);

        await Store.Models.PromoteAsync("churn", "2", None);

        (await Store.Models.ListAsync("churn", None)).Select(model => (model.Version, model.Stage)).ShouldBe([("2", "champion"), ("1", "retired")]);
    }

    [StoreFact]
    public async Task The_champion_comes_with_its_files()
    {
        await Store.Models.SaveAsync(Model("1", 1, 2, 3), None);
        await Store.Models.PromoteAsync("churn", "1", None);

        var champion = await Store.Models.ReadChampionAsync("churn", None);

        champion!.Files["model.txt"].ShouldBe([1, 2, 3]);
        (champion.TrainedOn, champion.QualityJson).ShouldBe((Day, """{"auc":0.7}"""));
    }

    [StoreFact]
    public async Task Any_version_is_read_with_its_files()
    {
        await Store.Models.SaveAsync(Model("1", 1), None);
        await Store.Models.SaveAsync(Model("2", 2), None);

        (await Store.Models.ReadAsync("churn", "2", None))!.Files["model.txt"].ShouldBe([2]);
        (await Store.Models.ReadAsync("churn", "3", None)).ShouldBeNull();
    }

    [StoreFact]
    public async Task Only_a_challenger_can_be_discarded()
    {
        foreach (var version in (string[])["1", "2", "3"]) await Store.Models.SaveAsync(Model(version), None);
        await Store.Models.PromoteAsync("churn", "1", None);
        await Store.Models.PromoteAsync("churn", "2", None);

        foreach (var version in (string[])["1", "2", "3", "4"]) await Store.Models.DiscardAsync("churn", version, None);

        (await Store.Models.ListAsync("churn", None)).Select(model => (model.Version, model.Stage)).ShouldBe([("2", "champion"), ("1", "retired")]);
        await Store.Models.SaveAsync(Model("3", 9), None); // its files are gone as well
    }

    [StoreFact]
    public async Task A_version_is_never_overwritten()
    {
        await Store.Models.SaveAsync(Model("1", 1), None);

        await Store.Models.SaveAsync(Model("1", 1), None);
        await Should.ThrowAsync<InvalidOperationException>(() => Store.Models.SaveAsync(Model("1", 2), None));
    }

    [StoreFact]
    public async Task A_promotion_of_an_unknown_version_leaves_the_champion()
    {
        await Store.Models.SaveAsync(Model("1"), None);
        await Store.Models.PromoteAsync("churn", "1", None);

        (await Should.ThrowAsync<InvalidOperationException>(() => Store.Models.PromoteAsync("churn", "9", None))).Message.ShouldContain("'9'");

        (await Store.Models.ReadChampionAsync("churn", None))!.Version.ShouldBe("1");
    }

    static StoredModel Model(string version, params byte[] bytes) => new()
    {
        Kind = "churn",
        Version = version,
        TrainedOn = Day,
        QualityJson = """{"auc":0.7}""",
        Files = new Dictionary<string, byte[]> { ["model.txt"] = bytes },
    };
}
