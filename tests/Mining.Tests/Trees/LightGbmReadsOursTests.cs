using System.Diagnostics;
using System.Globalization;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;
using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Tests.Trees;

/// <summary>Models that we wrote, and the raw scores that LightGBM 4.6.0 gave for them: stored for nodes of every missing kind (LightGbm/ours-odd; fitted models are in
/// <see cref="LightGbmReadsTests"/>), and asked anew for models of today where a Python with LightGBM is at hand.</summary>
/// <remarks>CRMINSIGHTS_LIGHTGBM_PY names that Python; CRMINSIGHTS_WRITE_FIGURES a folder for new figures.</remarks>
public sealed class LightGbmReadsOursTests : IDisposable
{
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    readonly string _folder = Directory.CreateTempSubdirectory("lightgbm-").FullName;

    /// <summary>Two classes with categories and gaps; three classes; trees with nodes of every missing kind.</summary>
    public static TheoryData<string> Models => ["ours-binary", "ours-classes", "ours-odd"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_stored_model_has_the_raw_scores_LightGBM_gave_it() =>
        Agrees(TreeData.Parse(File.ReadAllText(PathOf("ours-odd.model.txt"))), File.ReadAllLines(PathOf("ours-odd.figures.txt")));

    /// <summary>Drawn, not fitted, so that no platform's logarithm has a say.</summary>
    [Fact]
    public void The_writer_writes_what_LightGBM_read() => TreeData.Text(ModelOf("ours-odd")).ShouldBe(File.ReadAllText(PathOf("ours-odd.model.txt")));

    [LightGbmTheory]
    [MemberData(nameof(Models))]
    public async Task LightGBM_gives_a_model_of_today_our_raw_scores(string name)
    {
        var model = ModelOf(name);
        var rows = Rows(model);
        var (modelFile, rowsFile) = (Path.Combine(_folder, "model.txt"), Path.Combine(_folder, "rows.txt"));
        await File.WriteAllTextAsync(modelFile, TreeData.Text(model));
        await File.WriteAllLinesAsync(rowsFile, Enumerable.Range(0, rows.RowCount).Select(row => string.Join(' ', rows.Row(row).ToArray().Select(Text))));

        var answers = await AskAsync(modelFile, rowsFile);

        Agrees(model, answers);
        if (Environment.GetEnvironmentVariable("CRMINSIGHTS_WRITE_FIGURES") is not { } folder) return;
        File.Copy(modelFile, Path.Combine(folder, $"{name}.model.txt"), overwrite: true);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.figures.txt"), string.Concat(answers.Select(line => line + "\n")));
    }

    /// <summary>Rows of odd values. Two stay out: a category beyond int, which C++ leaves open, and what is nearly zero, which LightGBM's interface makes zero before a tree sees it.</summary>
    static FeatureMatrix Rows(TreeEnsemble model)
    {
        var (features, numbers) = (model.FeatureCount, model.FeatureCount - 2);
        var rows = RandomTrees.Rows(new Random(17), 60, features, [.. model.Trees], numbers);
        var values = new float[60 * features];
        for (var at = 0; at < values.Length; at++)
        {
            var value = rows.Row(at / features)[at % features];
            values[at] = Math.Abs((double)value) <= Tree.ZeroThreshold ? 0 : at % features < numbers ? value : Math.Clamp(value, -1e9f, 1e9f);
        }
        return new FeatureMatrix(values, 60, features);
    }

    static void Agrees(TreeEnsemble model, string[] answers)
    {
        var margins = new double[model.OutputCount];
        answers.Length.ShouldBe(60);
        foreach (var answer in answers)
        {
            double[] figures = [.. answer.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            float[] row = [.. figures.Take(model.FeatureCount).Select(value => (float)value)];
            model.PredictMargins(row, margins);
            for (var output = 0; output < margins.Length; output++)
            {
                var expected = figures[model.FeatureCount + output];
                margins[output].ShouldBe(expected, 1e-12 * Math.Max(1, Math.Abs(expected)), answer);
            }
        }
    }

    static async Task<string[]> AskAsync(string model, string rows)
    {
        var start = new ProcessStartInfo(LightGbmTheoryAttribute.Python!, [PathOf("score.py"), model, rows]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(s_patience);
        process.ExitCode.ShouldBe(0, await errors);
        // LightGBM greets on the same stream.
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('['))];
    }

    static TreeEnsemble ModelOf(string name)
    {
        var random = new Random(5);
        if (name == "ours-odd")
        {
            string[] names = ["a", "b", "c", "d", "e"];
            return new TreeEnsemble([.. Enumerable.Range(0, 6).Select(_ => RandomTrees.Tree(random, 20, 5))], 1, new EnsembleHeader("regression", names, [.. names.Select(_ => "none")]));
        }
        var data = TreeData.Binary(1_500, seed: 4);
        if (name == "ours-binary") return TreeData.Fit(data, TreeData.Options(6, 12));
        float[] classes = [.. data.Labels.Select(label => label + random.Next(2))];
        return TreeData.Fit(new TrainingData { Features = data.Features, Labels = classes }, TreeData.Options(4, 8) with { Objective = TreeObjective.Multiclass });
    }

    static string Text(float value) => ((double)value).ToString("R", CultureInfo.InvariantCulture);

    static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Trees", "LightGbm", file);
}

/// <summary>A test that asks LightGBM itself; skipped where the variable CRMINSIGHTS_LIGHTGBM_PY names no Python that has it.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class LightGbmTheoryAttribute : TheoryAttribute
{
    public LightGbmTheoryAttribute()
    {
        if (Python is null) Skip = "needs a Python with lightgbm, named by CRMINSIGHTS_LIGHTGBM_PY";
    }

    public static string? Python { get; } = Environment.GetEnvironmentVariable("CRMINSIGHTS_LIGHTGBM_PY");
}
