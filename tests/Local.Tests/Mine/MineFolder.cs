using System.Globalization;
using System.Text;
using System.Text.Json;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>A folder for the files of one test of `mine`, and the verbs as a person types them.</summary>
public sealed class MineFolder : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("mine-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public string At(string name) => Path.Combine(_folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    public string[] Lines(string name) => File.ReadAllLines(At(name));

    /// <summary>Runs a verb that must succeed; its JSON.</summary>
    public async Task<JsonElement> MineAsync(params string[] arguments)
    {
        (await CommandLine.RunAsync(["mine", .. arguments, "--json", At("out.json")])).ShouldBe(ExitCode.Done);
        return JsonDocument.Parse(await File.ReadAllTextAsync(At("out.json"))).RootElement;
    }

    public static Task<int> RunAsync(params string[] arguments) => CommandLine.RunAsync(["mine", .. arguments]);

    /// <summary>A table of drawn rows: numbers x and z, a city, and what <paramref name="label"/> makes of them.</summary>
    public string Table(string name, int count, Func<double, int, Random, double> label)
    {
        var (text, random) = (new StringBuilder("x,z,city,y\n"), new Random(7));
        string[] cities = ["Oslo", "Rome", "Paris"];
        for (var row = 0; row < count; row++)
        {
            var (x, city) = (Math.Round(random.NextDouble() * 4 - 2, 3), random.Next(3));
            text.Append(CultureInfo.InvariantCulture, $"{x},{Math.Round(random.NextDouble(), 3)},{cities[city]},{label(x, city, random)}\n");
        }
        return Write(name, text.ToString());
    }
}

static class JsonAccess
{
    public static double Quality(this JsonElement result, string name) => result.GetProperty("quality").GetProperty(name).GetDouble();

    public static double Parameter(this JsonElement result, string name) => result.GetProperty("parameters").GetProperty(name).GetDouble();

    public static int Count(this JsonElement result) => result.GetProperty("count").GetInt32();
}
