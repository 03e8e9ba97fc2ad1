using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace CrmInsights.Local.Tests.Mine;

/// <summary>A child process that may not use the wide vectors of its processor trains, scores and explains as this one does, bit by bit.</summary>
/// <remarks>Where the processor has none of them, the test compares a process with itself.</remarks>
public sealed class ProcessorTests : IDisposable
{
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "crminsights.dll");

    readonly MineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("binary", 60, "--explain")]
    [InlineData("multiclass", 300)]
    public async Task Trees_do_not_depend_on_the_width_of_vectors(string objective, int leaves, params string[] more)
    {
        var data = _folder.Write("rows.csv", Rows(3_000, objective == "binary" ? 2 : 3));
        string[] arguments = ["mine", "train", "--data", data, "--label", "y", "--objective", objective, "--leaves", $"{leaves}", "--min-rows", "2", "--trees", "8", .. more];

        var all = await TrainAsync("all", arguments);
        var withoutAvx512 = await TrainAsync("avx2", arguments, "DOTNET_EnableAVX512");
        var withoutAvx2 = await TrainAsync("sse", arguments, "DOTNET_EnableAVX512", "DOTNET_EnableAVX2");

        withoutAvx512.Model.ShouldBe(all.Model);
        withoutAvx512.Scores.ShouldBe(all.Scores);
        withoutAvx2.Model.ShouldBe(all.Model);
        withoutAvx2.Scores.ShouldBe(all.Scores);
    }

    async Task<(string Model, string Scores)> TrainAsync(string name, string[] arguments, params string[] switchedOff)
    {
        var (model, scores) = (_folder.At($"{name}.txt"), _folder.At($"{name}.csv"));
        var start = new ProcessStartInfo("dotnet", [s_program, .. arguments, "--model", model, "--out", scores]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var variable in switchedOff) start.Environment[variable] = "0";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(s_patience);
        process.ExitCode.ShouldBe(0, await output + await errors);
        return (await File.ReadAllTextAsync(model), await File.ReadAllTextAsync(scores));
    }

    /// <summary>Numbers with gaps, whole numbers and a column of names.</summary>
    static string Rows(int count, int classes)
    {
        var (text, random) = (new StringBuilder("a,b,c,city,y\n"), new Random(3));
        for (var row = 0; row < count; row++)
        {
            var (a, b, city) = (random.NextDouble() * 10, random.Next(5), random.Next(12));
            var label = (int)(a / 3 + b * (city % 3) + random.NextDouble() * 2) % classes;
            var known = random.Next(10) == 0 ? "" : a.ToString("F4", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{known},{b},{random.NextDouble():F5},city {city},{label}\n");
        }
        return text.ToString();
    }
}
