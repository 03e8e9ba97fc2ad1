using System.Globalization;
using System.Text;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>`mine clusters` with every method on three heaps that nobody can mistake.</summary>
public sealed class ClustersTests : IDisposable
{
    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    string Heaps()
    {
        var (text, random) = (new StringBuilder("x,y\n"), new Random(5));
        for (var row = 0; row < 240; row++) text.Append(CultureInfo.InvariantCulture, $"{row % 3 * 10 + random.NextDouble()},{row % 3 * -7 + random.NextDouble()}\n");
        return _folder.Write("heaps.csv", text.ToString());
    }

    [Theory]
    [InlineData("kmeans")]
    [InlineData("minibatch")]
    [InlineData("gmm")]
    [InlineData("fuzzy")]
    public async Task Every_method_finds_the_three_heaps(string method)
    {
        var result = await _folder.MineAsync("clusters", "--data", Heaps(), "--method", method, "--k", "3", "--model", _folder.At("centers.json"), "--out", _folder.At("rows.csv"));

        result.Count().ShouldBe(3);
        var labels = Labels();
        for (var row = 3; row < labels.Length; row++) labels[row].ShouldBe(labels[row % 3]);
        File.Exists(_folder.At("centers.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task Density_needs_no_number_and_names_what_lies_alone()
    {
        var data = Heaps();
        File.AppendAllText(data, "100,100\n");

        var result = await _folder.MineAsync("clusters", "--data", data, "--method", "dbscan", "--radius", "1", "--out", _folder.At("rows.csv"));

        result.Count().ShouldBe(3);
        result.Parameter("noise").ShouldBe(1);
        Labels()[^1].ShouldBe("-1");
    }

    [Fact]
    public async Task Memberships_of_a_row_add_up_to_one()
    {
        await _folder.MineAsync("clusters", "--data", Heaps(), "--method", "fuzzy", "--k", "3", "--out", _folder.At("rows.csv"));

        foreach (var line in _folder.Lines("rows.csv").Skip(1))
            line.Split(',').Skip(2).Sum(share => double.Parse(share, CultureInfo.InvariantCulture)).ShouldBe(1, 1e-9);
    }

    [Fact]
    public async Task Without_a_number_the_stable_one_is_taken()
    {
        var result = await _folder.MineAsync("clusters", "--data", Heaps(), "--scale");

        result.Count().ShouldBe(3);
    }

    [Fact]
    public async Task Scaling_does_not_change_the_unit_of_the_centers()
    {
        var result = await _folder.MineAsync("clusters", "--data", Heaps(), "--k", "3", "--scale");

        var centers = result.GetProperty("top").EnumerateArray().Select(cluster => cluster.GetProperty("center")[0].GetDouble()).Order().ToList();
        for (var heap = 0; heap < 3; heap++) centers[heap].ShouldBe(heap * 10 + 0.5, 0.2);
    }

    [Fact]
    public async Task Texts_have_no_distance_and_are_refused()
    {
        var data = _folder.Write("cities.csv", "x,city\n1,Oslo\n2,Rome\n3,Oslo\n");

        (await MineFolder.RunAsync("clusters", "--data", data, "--k", "2")).ShouldBe(ExitCode.Failed);
        (await _folder.MineAsync("clusters", "--data", data, "--k", "2", "--without", "city")).Count().ShouldBe(2);
    }

    string[] Labels() => [.. _folder.Lines("rows.csv").Skip(1).Select(line => line.Split(',')[1])];
}
