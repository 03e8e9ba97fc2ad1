using System.Text;
using System.Text.RegularExpressions;
using CrmInsights.Mining.Calibration;
using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Neural;
using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Sequences;
using CrmInsights.Mining.Trees;
using CrmInsights.Mining.Uplift;

namespace CrmInsights.Mining.Tests;

/// <summary>Model files with flipped bytes, cut off, or with numbers no writer writes: they are read, or refused in words, and nothing else.</summary>
public sealed class HostileFilesTests
{
    const int Flips = 300;
    const int Cuts = 60;

    static readonly RunContext s_run = new();
    static readonly Lazy<Saved[]> s_models = new(() => [.. Models()]);
    static readonly string[] s_numbers = ["-1", "0", "2147483647", "-2147483648", "4294967296", "1e308", "1e999", "-0.5", "NaN", "null", "\"x\"", "[]", "{}"];

    public static TheoryData<string> Names => [.. s_models.Value.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_with_flipped_bytes_is_read_or_refused_in_words(string name)
    {
        var (_, bytes, load) = s_models.Value.Single(model => model.Name == name);
        var random = new Random(31);
        for (var trial = 0; trial < Flips; trial++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var flip = 0; flip <= trial % 3; flip++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            Try(damaged, load);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_cut_off_is_refused_in_words(string name)
    {
        var (_, bytes, load) = s_models.Value.Single(model => model.Name == name);
        for (var cut = 0; cut < Cuts; cut++) Try(bytes[..(int)((long)bytes.Length * cut / Cuts)], load);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_number_that_no_writer_writes_is_read_or_refused_in_words(string name)
    {
        var (_, bytes, load) = s_models.Value.Single(model => model.Name == name);
        var text = Encoding.UTF8.GetString(bytes);
        var places = Regex.Matches(text, @"-?\d+(\.\d+)?(e[+-]?\d+)?", RegexOptions.IgnoreCase);
        var random = new Random(37);
        for (var trial = 0; trial < Flips; trial++)
        {
            // Early places hold counts and sizes: every one of the first is tried.
            var place = places[trial < 5 * s_numbers.Length ? trial / s_numbers.Length % places.Count : random.Next(places.Count)];
            var put = s_numbers[trial % s_numbers.Length];
            Try(Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, place.Index), put, text.AsSpan(place.Index + place.Length))), load);
        }
    }

    static void Try(byte[] bytes, Action<Stream> load)
    {
        try
        {
            load(new MemoryStream(bytes));
        }
        catch (InvalidDataException refused)
        {
            refused.Message.ShouldNotBeNullOrWhiteSpace();
        }
    }

    sealed record Saved(string Name, byte[] Bytes, Action<Stream> Load);

    static IEnumerable<Saved> Models()
    {
        var random = new Random(5);
        var x = new FeatureMatrix([.. Enumerable.Range(0, 180).Select(place => place % 3 == 2 ? random.Next(4) : random.NextSingle())], 60, 3);
        var yes = new TrainingData { Features = x, Labels = [.. Enumerable.Range(0, 60).Select(row => x.Row(row)[0] > 0.5 ^ row % 9 == 0 ? 1f : 0f)] };
        var codes = new HashSet<int> { 2 };

        yield return Of("trees", GradientBoosting.Fit(yes, new GradientBoostingOptions { TreeCount = 3, LeafCount = 4, MinRowsPerLeaf = 5, CategoricalFeatures = codes, MinRowsPerCategoryGroup = 2 }, s_run).Save, stream =>
        {
            var model = TreeEnsemble.Load(stream);
            if (model is { OutputCount: 1, FeatureCount: < 10 }) model.PredictMargin(new float[model.FeatureCount]);
        });
        yield return Of("tree", DecisionTree.Fit(yes, new DecisionTreeOptions { CategoricalFeatures = codes, FoldCount = 0 }, s_run).Save, stream => DecisionTreeModel.Load(stream));
        yield return Of("linear", LogisticRegression.Fit(yes, new LogisticRegressionOptions(), s_run).Save, stream => LinearModel.Load(stream));
        yield return Of("perceptron", MultilayerPerceptron.Fit(yes, new MultilayerPerceptronOptions { HiddenSizes = [3], CategoricalFeatures = codes, Training = new() { MaxEpochs = 1 } }, s_run).Save, stream => MultilayerPerceptronModel.Load(stream));
        yield return Of("recurrent", Recurrent().Save, stream => GatedRecurrentModel.Load(stream));
        yield return Of("centers", KMeans.Fit(x, new KMeansOptions { ClusterCount = 3 }, s_run).Save, stream => KMeansModel.Load(stream));
        yield return Of("density", DbscanModel.Of(x, Dbscan.Fit(x, new DbscanOptions { Radius = 1e9 }, s_run), new DbscanOptions { Radius = 1e9 }, s_run).Save, stream => DbscanModel.Load(stream));
        yield return Of("mixture", GaussianMixture.Fit(x, new GaussianMixtureOptions { ComponentCount = 2 }, s_run).Save, stream => GaussianMixtureModel.Load(stream));
        yield return Of("platt", PlattScaling.Fit([.. Enumerable.Range(0, 60).Select(one => (double)x.Row(one)[0])], yes.Labels, s_run).Calibrator!.Save, stream => Calibrator.Load(stream));
        yield return Of("isotonic", IsotonicCalibration.Fit([.. Enumerable.Range(0, 60).Select(one => (double)x.Row(one)[0])], yes.Labels).Save, stream => IsotonicCurve.Load(stream));
        foreach (var model in Lifetimes(x)) yield return model;
        foreach (var model in Sequences()) yield return model;
        foreach (var model in Recommenders()) yield return model;
        yield return Of("uplift", Uplift().Save, stream => UpliftModel.Load(stream));
    }

    static GatedRecurrentModel Recurrent()
    {
        EventHistory[] histories = [.. Enumerable.Range(0, 12).Select(one => new EventHistory([one % 3, (one + 1) % 3], [0, 1 + one % 4], one % 5))];
        return GatedRecurrentNetwork.Fit(new EventHistories { Histories = histories, Labels = [.. Enumerable.Range(0, 12).Select(one => (float)(one % 2))] }, new GatedRecurrentOptions { EventKinds = 3, EmbeddingSize = 2, HiddenSize = 3, Training = new() { MaxEpochs = 1 } }, s_run);
    }

    static IEnumerable<Saved> Lifetimes(FeatureMatrix x)
    {
        var customers = new PurchaseSummaries(Enumerable.Range(0, 60).Select(one => new PurchaseSummary(one % 5, one % 5 == 0 ? 0 : 5 + one % 20, 30 + one % 7, 10 + one % 4)));
        var options = new PurchaseModelOptions();
        yield return Of("bgnbd", BgNbd.Fit(customers, options, s_run).Save, stream => BgNbdModel.Load(stream));
        yield return Of("mbgnbd", MbgNbd.Fit(customers, options, s_run).Save, stream => MbgNbdModel.Load(stream));
        yield return Of("paretonbd", ParetoNbd.Fit(customers, options, s_run).Save, stream => ParetoNbdModel.Load(stream));
        yield return Of("gammagamma", GammaGamma.Fit(customers, options, s_run).Save, stream => GammaGammaModel.Load(stream));
        yield return Of("bgbb", BgBb.Fit([.. Enumerable.Range(0, 60).Select(one => new OpportunitySummary(one % 4, one % 4 == 0 ? 0 : 4 + one % 3, 7))], options, s_run).Save, stream => BgBbModel.Load(stream));
        yield return Of("covariates", BgNbdCovariates.Fit(customers, x.Select(0), options, s_run).Save, stream => BgNbdCovariatesModel.Load(stream));
        var watched = new SurvivalData { Features = x, Durations = [.. Enumerable.Range(0, 60).Select(one => 1.0 + one % 9)], Observed = [.. Enumerable.Range(0, 60).Select(one => one % 3 > 0)] };
        yield return Of("cox", CoxRegression.Fit(watched, new CoxOptions(), s_run).Save, stream => CoxModel.Load(stream));
        yield return Of("hazard", DiscreteHazard.Fit(watched, new DiscreteHazardOptions { PeriodCount = 4 }, s_run).Save, stream => DiscreteHazardModel.Load(stream));
    }

    static SequenceDatabase Histories()
    {
        var builder = new SequenceDatabaseBuilder();
        for (var sequence = 0; sequence < 30; sequence++)
        {
            for (var element = 0; element < 4; element++)
            {
                builder.AddItem((sequence + element * element) % 6);
                builder.EndElement(element * 3 + sequence % 2);
            }
            builder.EndSequence();
        }
        return builder.Build();
    }

    static IEnumerable<Saved> Sequences()
    {
        var histories = Histories();
        yield return Of("markov", MarkovChain.Fit(histories, new MarkovChainOptions(), s_run).Save, stream => MarkovChainModel.Load(stream));
        yield return Of("nextstep", NextStep.Fit(histories, new NextStepOptions { MinContextCount = 2 }, s_run).Save, stream => NextStepModel.Load(stream));
        yield return Of("waits", TimeToNext.Fit(histories, new TimeToNextOptions { WatchedUntil = 20, MinEvents = 5 }, s_run).Save, stream => TimeToNextModel.Load(stream));
    }

    static IEnumerable<Saved> Recommenders()
    {
        var histories = Histories();
        var taken = Interactions.From(histories);
        yield return Of("factors", Bpr.Fit(taken, new BprOptions { FactorCount = 3, Epochs = 1 }, s_run).Save, stream => FactorModel.Load(stream));
        yield return Of("als", ImplicitAls.Fit(taken, new ImplicitAlsOptions { FactorCount = 3, Iterations = 1 }, s_run).Save, stream => ImplicitAlsModel.Load(stream));
        yield return Of("neighbours", ItemNeighbours.Fit(taken, new ItemNeighboursOptions(), s_run).Save, stream => ItemNeighboursModel.Load(stream));
        yield return Of("nextbasket", NextBasket.Fit(histories, new NextBasketOptions(), s_run).Save, stream => NextBasketModel.Load(stream));
        var lists = Enumerable.Range(0, 10).Select(list => new BlendList([[0.1, 0.5, list % 3], [0.3, 0.2, 0.1]], [0, 1, list % 2])).ToList();
        yield return Of("blender", RecommendationBlender.Fit(lists, new GradientBoostingOptions { TreeCount = 2, LeafCount = 3, MinRowsPerLeaf = 2 }, s_run).Save, stream => RecommendationBlenderModel.Load(stream));
    }

    static UpliftModel Uplift()
    {
        var random = new Random(2);
        var data = new UpliftData
        {
            Features = new FeatureMatrix([.. Enumerable.Range(0, 6000).Select(_ => random.NextSingle())], 3000, 2),
            Treated = [.. Enumerable.Range(0, 3000).Select(row => row % 2 == 0)],
            Outcomes = [.. Enumerable.Range(0, 3000).Select(row => random.NextDouble() < (row % 2 == 0 ? 0.6 : 0.3) ? 1f : 0f)],
        };
        return UpliftModeling.Fit(data, new UpliftOptions { Method = UpliftMethod.TwoModel, FoldCount = 3, Trees = new() { TreeCount = 2, LeafCount = 3 } }, s_run).Model!;
    }

    static Saved Of(string name, Action<Stream> save, Action<Stream> load)
    {
        using var stream = new MemoryStream();
        save(stream);
        return new Saved(name, stream.ToArray(), load);
    }
}
