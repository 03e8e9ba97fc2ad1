using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Calibration;
using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Lifetime;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Metrics;
using CrmInsights.Mining.Neural;
using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Search;
using CrmInsights.Mining.Sequences;
using CrmInsights.Mining.Tests.Uplift;
using CrmInsights.Mining.Trees;
using CrmInsights.Mining.Uplift;

namespace CrmInsights.Mining.Tests.Data;

/// <summary>Every operation of the engine that takes a <see cref="RunContext"/>, on a small input of its own.</summary>
static class LongRuns
{
    const int RowCount = 240;
    static readonly RunContext s_whole = new();

    public static IReadOnlyDictionary<string, Action<RunContext>> ByName { get; } = Patterns().Concat(Learners()).Concat(Lifetimes()).Concat(Others())
        .ToDictionary(one => one.Name, one => one.Run);

    static IEnumerable<(string Name, Action<RunContext> Run)> Patterns()
    {
        var baskets = Baskets(0);
        var itemsets = FrequentItemsets.Mine(baskets, new ItemsetOptions { MinSupport = 5 }, s_whole);
        var histories = Histories();
        var patterns = PrefixSpan.Mine(histories, new SequencePatternOptions { MinSupport = 20 }, s_whole);
        return
        [
            ("BasketReader.Read", run => BasketReader.Read(new MemoryStream("1 2\n2 3\n"u8.ToArray()), BasketFormat.Auto, run)),
            ("FrequentItemsets.Mine", run => FrequentItemsets.Mine(baskets, new ItemsetOptions { MinSupport = 5 }, run)),
            ("PartitionedItemsets.Mine", run => PartitionedItemsets.Mine([Baskets(0), Baskets(1)], 0.05m, new ItemsetOptions(), run)),
            ("AssociationRules.Mine", run => AssociationRules.Mine(itemsets, new RuleOptions { MinConfidence = 0.1 }, run)),
            ("PrefixSpan.Mine", run => PrefixSpan.Mine(histories, new SequencePatternOptions { MinSupport = 20 }, run)),
            ("SequentialRules.Mine", run => SequentialRules.Mine(patterns, new SequentialRuleOptions { MinConfidence = 0.1 }, run)),
            ("PathComparison.Compare", run => PathComparison.Compare(histories, [.. Enumerable.Range(0, RowCount).Select(row => row % 2 == 0)],
                new PathComparisonOptions { Patterns = new SequencePatternOptions { MinSupport = 20 } }, run)),
            ("MarkovChain.Fit", run => MarkovChain.Fit(histories, new MarkovChainOptions(), run)),
            ("NextStep.Fit", run => NextStep.Fit(histories, new NextStepOptions(), run)),
            ("TimeToNext.Fit", run => TimeToNext.Fit(histories, new TimeToNextOptions { WatchedUntil = 100, MinEvents = 5 }, run)),
            ("NextBasket.Fit", run => NextBasket.Fit(histories, new NextBasketOptions(), run)),
            ("Popularity.Fit", run => Popularity.Fit(histories, new PopularityOptions(), run)),
            ("ItemNeighbours.Fit", run => ItemNeighbours.Fit(Interactions.From(histories), new ItemNeighboursOptions(), run)),
            ("ImplicitAls.Fit", run => ImplicitAls.Fit(Interactions.From(histories), new ImplicitAlsOptions(), run)),
            ("Bpr.Fit", run => Bpr.Fit(Interactions.From(histories), new BprOptions { Epochs = 2 }, run)),
        ];
    }

    static IEnumerable<(string Name, Action<RunContext> Run)> Learners()
    {
        var data = Labelled();
        var trees = GradientBoosting.Fit(data, SmallTrees(), s_whole);
        var network = MultilayerPerceptron.Fit(data, new MultilayerPerceptronOptions { Training = new() { MaxEpochs = 2 } }, s_whole);
        var recurrent = GatedRecurrentNetwork.Fit(Events(), new GatedRecurrentOptions { EventKinds = 3, Training = new() { MaxEpochs = 1 } }, s_whole);
        var labels = new int[RowCount];
        KMeans.Fit(data.Features, new KMeansOptions { ClusterCount = 3 }, s_whole).Predict(data.Features, labels);
        var dense = Dbscan.Fit(data.Features, new DbscanOptions { Radius = 0.5 }, s_whole);
        double[] margins = [.. data.Features.Column(0)];
        return
        [
            ("GradientBoosting.Fit", run => GradientBoosting.Fit(data, SmallTrees(), run)),
            ("DecisionTree.Fit", run => DecisionTree.Fit(data, new DecisionTreeOptions(), run)),
            ("TreeShap.Explain", run => new TreeShap(trees).Explain(data.Features, new double[RowCount * data.Features.FeatureCount], run)),
            ("PartialDependence.Of", run => PartialDependence.Of(trees, data.Features, 0, new PartialDependenceOptions(), run)),
            ("PermutationImportance.Of", run => PermutationImportance.Of(trees, data, new PermutationImportanceOptions(), run)),
            ("LogisticRegression.Fit", run => LogisticRegression.Fit(data, new LogisticRegressionOptions(), run)),
            ("GeneralizedRegression.Fit", run => GeneralizedRegression.Fit(data, new GeneralizedRegressionOptions(), run)),
            ("LinearBootstrap.Intervals", run => LinearBootstrap.Intervals(data, (sample, own) => LogisticRegression.Fit(sample, new LogisticRegressionOptions(), own), new BootstrapOptions { SampleCount = 50 }, run)),
            ("MultilayerPerceptron.Fit", run => MultilayerPerceptron.Fit(data, new MultilayerPerceptronOptions { Training = new() { MaxEpochs = 2 } }, run)),
            ("MultilayerPerceptronModel.Predict", run => network.Predict(data.Features, new double[RowCount], run)),
            ("GatedRecurrentNetwork.Fit", run => GatedRecurrentNetwork.Fit(Events(), new GatedRecurrentOptions { EventKinds = 3, Training = new() { MaxEpochs = 2 } }, run)),
            ("GatedRecurrentModel.Predict", run => recurrent.Predict(Events().Histories, run)),
            ("KMeans.Fit", run => KMeans.Fit(data.Features, new KMeansOptions { ClusterCount = 3 }, run)),
            ("MiniBatchKMeans.Fit", run => MiniBatchKMeans.Fit(data.Features, new MiniBatchKMeansOptions { ClusterCount = 3 }, run)),
            ("GaussianMixture.Fit", run => GaussianMixture.Fit(data.Features, new GaussianMixtureOptions { ComponentCount = 2 }, run)),
            ("FuzzyCMeans.Fit", run => FuzzyCMeans.Fit(data.Features, new FuzzyCMeansOptions { ClusterCount = 3 }, run)),
            ("Dbscan.Fit", run => Dbscan.Fit(data.Features, new DbscanOptions { Radius = 0.5 }, run)),
            ("DbscanModel.Of", run => DbscanModel.Of(data.Features, dense, new DbscanOptions { Radius = 0.5 }, run)),
            ("ClusterCount.ByStability", run => ClusterCount.ByStability(data.Features, new ClusterCountOptions(), run)),
            ("GapStatistic.Of", run => GapStatistic.Of(data.Features, 3, (4, 1), run)),
            ("ClusterQuality.Silhouette", run => ClusterQuality.Silhouette(data.Features, labels, run)),
            ("ClusterQuality.SampledSilhouette", run => ClusterQuality.SampledSilhouette(data.Features, labels, (100, 1), run)),
            ("PlattScaling.Fit", run => PlattScaling.Fit(margins, data.Labels, run)),
            ("BetaCalibration.Fit", run => BetaCalibration.Fit(margins, data.Labels, run)),
            ("Bootstrap.Of", run => Bootstrap.Of(RowCount, rows => rows.Length, new BootstrapOptions { SampleCount = 50 }, run)),
        ];
    }

    static IEnumerable<(string Name, Action<RunContext> Run)> Lifetimes()
    {
        var random = new Random(9);
        var customers = new PurchaseSummaries([.. Enumerable.Range(0, RowCount).Select(_ => random.Next(4) is var repeats && repeats == 0
            ? new PurchaseSummary(0, 0, 30 + random.Next(9))
            : new PurchaseSummary(repeats, 1 + random.Next(28), 30 + random.Next(9), 10 + random.Next(50)))]);
        var survival = new SurvivalData
        {
            Features = Numbers(2),
            Durations = [.. Enumerable.Range(0, RowCount).Select(_ => 1.0 + random.Next(12))],
            Observed = [.. Enumerable.Range(0, RowCount).Select(_ => random.Next(3) > 0)],
        };
        var options = new PurchaseModelOptions();
        return
        [
            ("BgNbd.Fit", run => BgNbd.Fit(customers, options, run)),
            ("MbgNbd.Fit", run => MbgNbd.Fit(customers, options, run)),
            ("ParetoNbd.Fit", run => ParetoNbd.Fit(customers, options, run)),
            ("Nbd.Fit", run => Nbd.Fit(customers, options, run)),
            ("GammaGamma.Fit", run => GammaGamma.Fit(customers, options, run)),
            ("BgNbdCovariates.Fit", run => BgNbdCovariates.Fit(customers, Numbers(1), options, run)),
            ("BgBb.Fit", run => BgBb.Fit([.. Enumerable.Range(0, RowCount).Select(row => new OpportunitySummary(row % 4, row % 4 == 0 ? 0 : 5, 6))], options, run)),
            ("CoxRegression.Fit", run => CoxRegression.Fit(survival, new CoxOptions(), run)),
            ("DiscreteHazard.Fit", run => DiscreteHazard.Fit(survival, new DiscreteHazardOptions(), run)),
        ];
    }

    static IEnumerable<(string Name, Action<RunContext> Run)> Others()
    {
        var (campaign, _) = new Campaign(3000, seed: 3).Draw();
        var options = new UpliftOptions { Trees = SmallTrees(), FoldCount = 3 };
        var uplift = UpliftModeling.Fit(campaign, options, s_whole);
        var allocation = new OfferAllocationProblem
        {
            Budget = 3,
            OwnerCapacity = [2],
            OwnerOfCustomer = [0, 0, 0],
            Options = [new(0, 5, 2), new(1, 4, 1), new(2, 3, 1)],
        };
        return
        [
            ("UpliftModeling.Fit", run => UpliftModeling.Fit(campaign, options, run)),
            ("UpliftModeling.AverageEffect", run => UpliftModeling.AverageEffect(campaign, options, run)),
            ("UpliftModel.Predict", run => uplift.Model!.Predict(campaign.Features, new double[campaign.Features.RowCount], run)),
            ("UpliftCurve.Bands", run => UpliftCurve.Of([.. campaign.Features.Column(0)], campaign).Bands(4, new BootstrapOptions { SampleCount = 50 }, run)),
            ("RecommendationBlender.Fit", run => RecommendationBlender.Fit([.. Enumerable.Range(0, 40).Select(list => new BlendList([[list, 1, 2], [3, 2, 1]], [0, 1, list % 2]))], SmallTrees(), run)),
            ("GeneticSearch.Run", run => GeneticSearch.Run(new GeneticProblem<bool[]>(new BinaryGenomes(8), bits => new Evaluation(bits.Count(bit => bit))), new GeneticOptions { MaxGenerations = 5 }, run)),
            ("OfferAllocation.Solve", run => OfferAllocation.Solve(allocation, new OfferAllocationOptions(), run)),
            ("SubsetSearch.Find", run => SubsetSearch.Find(4, chosen => chosen.Count(one => one), new SubsetSearchOptions(), run)),
            ("FloatReader.Read", run => FloatReader.Read(new MemoryStream(new byte[80]), 5, 4, run)),
        ];
    }

    static GradientBoostingOptions SmallTrees() => new() { TreeCount = 4, LeafCount = 4, MinRowsPerLeaf = 5 };

    static Transactions Baskets(int seed)
    {
        var random = new Random(seed);
        return Transactions.From(Enumerable.Range(0, RowCount).Select(_ => Enumerable.Range(0, 8).Where(_ => random.Next(2) == 0)));
    }

    static SequenceDatabase Histories()
    {
        var random = new Random(5);
        var builder = new SequenceDatabaseBuilder();
        for (var customer = 0; customer < RowCount; customer++)
        {
            for (var element = 0; element < 6; element++)
            {
                builder.AddItem(random.Next(5));
                builder.EndElement(time: element * 10 + random.Next(9));
            }
            builder.EndSequence();
        }
        return builder.Build();
    }

    static EventHistories Events()
    {
        var random = new Random(6);
        return new EventHistories
        {
            Histories = [.. Enumerable.Range(0, RowCount).Select(_ => new EventHistory([random.Next(3), random.Next(3)], [0, 1], 1))],
            Labels = [.. Enumerable.Range(0, RowCount).Select(row => (float)(row % 2))],
        };
    }

    static TrainingData Labelled() => new() { Features = Numbers(3), Labels = [.. Enumerable.Range(0, RowCount).Select(row => (float)(row * 7 % 3 % 2))] };

    static FeatureMatrix Numbers(int columns)
    {
        var random = new Random(7);
        return new FeatureMatrix([.. Enumerable.Range(0, RowCount * columns).Select(_ => random.NextSingle())], RowCount, columns);
    }
}
