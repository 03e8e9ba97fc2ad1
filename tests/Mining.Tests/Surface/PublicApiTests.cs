using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Surface;

/// <summary>The public surface of the engine is a file, so that every change of it shows in a diff.</summary>
public sealed class PublicApiTests
{
    const string Rewrite = "CRMINSIGHTS_WRITE_API";

    [Fact]
    public void The_public_surface_is_the_one_in_PublicApi_txt()
    {
        var built = PublicSurface.Of(typeof(TreeEnsemble).Assembly);
        if (Environment.GetEnvironmentVariable(Rewrite) is not null) File.WriteAllLines(Claimed, built);
        var claimed = File.ReadAllLines(Claimed);

        const string How = $"If the change is meant, run this test once with {Rewrite}=1 and commit PublicApi.txt.";
        built.Except(claimed).ShouldBeEmpty($"New in the engine, but not in PublicApi.txt. {How}");
        claimed.Except(built).ShouldBeEmpty($"In PublicApi.txt, but no longer in the engine. {How}");
    }

    static string Claimed { get; } = Path.Combine(Root(AppContext.BaseDirectory), "Functions", "Mining", "PublicApi.txt");

    static string Root(string folder) => File.Exists(Path.Combine(folder, "CrmInsights.sln"))
        ? folder
        : Root(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("CrmInsights.sln is in no folder above the tests."));
}
