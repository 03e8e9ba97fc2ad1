using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Tests;

public sealed class DataDictionaryTests
{
    [Fact]
    public void The_committed_dictionary_agrees_with_the_sources()
    {
        var model = Packing.ReadModel(new PackingOptions(Checkout.Sources, "CrmInsights", "", ""), new ProblemLog()).ShouldNotBeNull();
        var committed = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "data-dictionary.md"));

        committed.ShouldBe(DataDictionary.Write(model), "renew it: dotnet run --project Solution/Packer -- dictionary Solution/src CrmInsights docs/data-dictionary.md");
    }
}
