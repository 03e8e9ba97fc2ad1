using System.Text.Json.Nodes;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Models;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>Saved models that were cut, changed or made to harm: refused with the file and the place, never a crash and never a silent answer.</summary>
public sealed class HostileModelsTests : IDisposable
{
    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static readonly TheoryData<string> Kinds = ["trees", "clusters", "fuzzy", "density", "cox", "hazard", "life", "covariates"];

    async Task<string> SaveAsync(string kind)
    {
        var rows = _folder.Write("rows.csv", "x,y,months,ended,channel\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 3 * 9 + row * 7 % 11},{row % 3},{1 + row % 8},{row % 2},{(row % 5 < 2 ? "web" : "shop")}\n")));
        var bought = _folder.Write("bought.csv", "customer,date,amount\n" + string.Concat(Enumerable.Range(0, 90).Select(row => $"C{row % 30},2024-{1 + row / 30 * 2 + row % 2:00}-{1 + row % 27:00},5\n")));
        var known = _folder.Write("known.csv", "customer,size\n" + string.Concat(Enumerable.Range(0, 30).Select(row => $"C{row},{row % 4}\n")));
        string[] clusters = ["clusters", "--data", rows, "--without", "channel,ended", "--scale"], survival = ["survival", "--data", rows, "--duration", "months", "--event", "ended", "--periods", "3"];
        string[] verb = kind switch
        {
            "trees" => ["train", "--data", rows, "--label", "ended", "--trees", "3"],
            "fuzzy" => [.. clusters, "--method", "fuzzy", "--k", "3"],
            "density" => [.. clusters, "--method", "dbscan", "--radius", "1"],
            "cox" or "hazard" => [.. survival, "--method", kind],
            "life" => ["lifetime", "--data", bought],
            "covariates" => ["lifetime", "--data", bought, "--covariates", known],
            _ => [.. clusters, "--k", "3"],
        };
        await _folder.MineAsync([.. verb, "--model", _folder.At("model")]);
        ModelKind.Open(Model);
        return _folder.At("model/model.json");
    }

    FileInfo Model => new(_folder.At("model"));

    string Refusal() => Should.Throw<CommandFailedException>(() => ModelKind.Open(Model)).Message;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_field_nobody_knows_is_refused_by_name(string kind)
    {
        Change(await SaveAsync(kind), json => json["surprise"] = 1);

        Refusal().ShouldSatisfyAllConditions(message => message.ShouldContain("model.json"), message => message.ShouldContain("surprise"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Another_version_is_refused_by_number(string kind)
    {
        Change(await SaveAsync(kind), json => json["version"] = 7);

        Refusal().ShouldContain("version 7");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_lost_field_is_refused_by_name(string kind)
    {
        var file = await SaveAsync(kind);
        // A label and a scale may be missing: nobody can tell that they were there.
        foreach (var field in JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject().Select(field => field.Key).Except(["label", "scale"]).ToList())
        {
            var whole = await File.ReadAllTextAsync(file);
            Change(file, json => json.Remove(field));

            Refusal().ShouldContain(field, Case.Insensitive);
            await File.WriteAllTextAsync(file, whole);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_file_cut_anywhere_is_refused(string kind)
    {
        var json = await SaveAsync(kind);
        foreach (var file in new[] { json, _folder.At("model/model.txt") })
        {
            var whole = await File.ReadAllBytesAsync(file);
            foreach (var kept in new[] { 0, 1, whole.Length / 3, whole.Length / 2, whole.Length * 3 / 4 })
            {
                await File.WriteAllBytesAsync(file, whole[..kept]);
                Refusal().ShouldContain(Path.GetFileName(file));
            }
            await File.WriteAllBytesAsync(file, whole);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Bytes_changed_anywhere_are_refused_or_read_but_never_crash(string kind)
    {
        var (json, random) = (await SaveAsync(kind), new Random(3));
        foreach (var file in new[] { json, _folder.At("model/model.txt") })
        {
            var whole = await File.ReadAllBytesAsync(file);
            for (var trial = 0; trial < 60; trial++)
            {
                var changed = whole.ToArray();
                changed[random.Next(changed.Length)] = (byte)"\"{}[],:0919eE-.nx\0\xFF"[random.Next(19)];
                await File.WriteAllBytesAsync(file, changed);
                Should.NotThrow(Opened);
            }
            await File.WriteAllBytesAsync(file, whole);
        }
    }

    [Theory]
    [InlineData("clusters", "scale.means", "[1]")]
    [InlineData("clusters", "scale.deviations", "[1, -1, 1]")]
    [InlineData("clusters", "scale.deviations", "null")]
    [InlineData("clusters", "scale.means", "[0, 1e999, 0]")]
    [InlineData("clusters", "fuzziness", "2")]
    [InlineData("clusters", "method", "\"fuzzy\"")]
    [InlineData("clusters", "method", "\"gmm\"")]
    [InlineData("clusters", "method", "\"magic\"")]
    [InlineData("clusters", "method", "7")]
    [InlineData("clusters", "columns", "[]")]
    [InlineData("clusters", "columns", "[null]")]
    [InlineData("clusters", "columns", "[{\"name\": \"x\", \"categories\": []}, {\"name\": \"x\", \"categories\": []}, {\"name\": \"y\", \"categories\": []}]")]
    [InlineData("clusters", "columns", "[{\"name\": \"x\", \"categories\": [\"a\"]}, {\"name\": \"y\", \"categories\": []}, {\"name\": \"z\", \"categories\": []}]")]
    [InlineData("fuzzy", "fuzziness", "1")]
    [InlineData("density", "method", "\"kmeans\"")]
    [InlineData("cox", "horizon", "-1")]
    [InlineData("cox", "method", "\"hazard\"")]
    [InlineData("cox", "columns", "[{\"name\": \"x\", \"categories\": [\"a\", \"a\"]}]")]
    [InlineData("hazard", "columns", "[{\"name\": \"x\", \"categories\": [\"a\", null]}]")]
    [InlineData("life", "unit", "\"century\"")]
    [InlineData("life", "unit", "\"1\"")]
    [InlineData("life", "horizon", "1e300")]
    [InlineData("life", "method", "\"paretonbd\"")]
    [InlineData("life", "covariates", "[]")]
    [InlineData("covariates", "covariates", "[]")]
    [InlineData("covariates", "method", "\"bgnbd\"")]
    [InlineData("trees", "columns", "[]")]
    [InlineData("trees", "labelNames", "[\"a\", \"a\"]")]
    public async Task Values_that_do_not_fit_are_refused(string kind, string place, string value)
    {
        Change(await SaveAsync(kind), json =>
        {
            var names = place.Split('.');
            var owner = names.Length == 1 ? json : json[names[0]]!.AsObject();
            owner[names[^1]] = value.Contains("1e999") ? JsonNode.Parse("[0, 7, 0]") : JsonNode.Parse(value);
        });
        if (value.Contains("1e999")) await File.WriteAllTextAsync(_folder.At("model/model.json"), (await File.ReadAllTextAsync(_folder.At("model/model.json"))).Replace("7", "1e999", StringComparison.Ordinal));

        Refusal().ShouldContain("model.");                  // .txt where the method names what the other file is not
    }

    // Sizes that would ask for more memory than there is, were they believed.
    [Theory]
    [InlineData("clusters", "\"features\": 3", "\"features\": 1000000000")]
    [InlineData("clusters", "\"features\": 3", "\"features\": 1e300")]
    [InlineData("density", "\"features\": 3", "\"features\": 2147483647")]
    [InlineData("density", "\"clusters\": [", "\"clusters\": [2147483647,")]
    [InlineData("hazard", "\"periods\": 3", "\"periods\": 2000000000")]
    public async Task Sizes_that_are_lies_are_refused(string kind, string found, string put)
    {
        await SaveAsync(kind);
        var (body, text) = (_folder.At("model/model.txt"), await File.ReadAllTextAsync(_folder.At("model/model.txt")));
        text.ShouldContain(found);
        await File.WriteAllTextAsync(body, text.Replace(found, put, StringComparison.Ordinal));

        Refusal().ShouldContain("model.txt");
    }

    [Fact]
    public async Task A_model_of_another_verb_is_told_apart()
    {
        await SaveAsync("life");

        (await MineFolder.RunAsync("predict", "--data", _folder.At("rows.csv"), "--model", _folder.At("model"))).ShouldBe(ExitCode.Failed);
        Should.Throw<CommandFailedException>(() => TrainedModels.Open(Model)).Message.ShouldContain("`mine lifetime`");
    }

    void Opened()
    {
        try
        {
            ModelKind.Open(Model);
        }
        catch (CommandFailedException refused)
        {
            refused.Message.ShouldContain("model.");
        }
    }

    static void Change(string file, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        change(json);
        File.WriteAllText(file, json.ToJsonString());
    }
}
