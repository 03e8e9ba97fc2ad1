using System.Runtime.InteropServices;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>All channels of an ensemble, numbers first and categories last, with the thresholds and categories that its nodes name.</summary>
sealed class ChannelTable
{
    const int MostChannels = 2_048;

    readonly Dictionary<int, float[]> _thresholds;
    readonly Dictionary<int, CategoryCodes> _categories;
    readonly Dictionary<Channel, int> _places;

    ChannelTable(IEnumerable<Channel> channels, Dictionary<int, float[]> thresholds, Dictionary<int, CategoryCodes> categories)
    {
        (_thresholds, _categories) = (thresholds, categories);
        Channel[] sorted = [.. channels.OrderBy(channel => channel.IsCategorical).ThenBy(channel => channel.Feature)];
        _places = sorted.Select((channel, place) => (channel, place)).ToDictionary();
        FirstCategorical = sorted.Count(channel => !channel.IsCategorical);
        Features = [.. sorted.Select(channel => channel.Feature).Distinct().Select(Coded)];
    }

    /// <summary>Whether a feature has too many thresholds for codes of a byte.</summary>
    public bool IsWide => _thresholds.Values.Any(values => values.Length > ThresholdCodes.MostOfByte);

    public int Count => _places.Count;

    /// <summary>Place of the first channel of categories.</summary>
    public int FirstCategorical { get; }

    /// <summary>Number of planes that a block of rows fills: one a channel of numbers, two a channel of categories.</summary>
    public int PlaneCount => PlaneOf(Count);

    public CodedFeature[] Features { get; }

    /// <summary>Codes of the features that nodes split by category.</summary>
    public IReadOnlyDictionary<int, CategoryCodes> Categories => _categories;

    /// <summary>Collects what nodes ask; null where that does not fit codes.</summary>
    public static ChannelTable? For(IReadOnlyList<Tree> trees)
    {
        var channels = new HashSet<Channel>();
        var thresholds = new Dictionary<int, SortedSet<float>>();
        var categories = new Dictionary<int, SortedSet<int>>();
        foreach (var tree in trees)
            for (var node = 0; node < tree.NodeTotal; node++)
            {
                var channel = Channel.Of(tree, node);
                channels.Add(channel);
                if (channel.IsCategorical) SetOf(categories, channel.Feature).UnionWith(tree.CategoriesLeft(node));
                else SetOf(thresholds, channel.Feature).Add(ThresholdCodes.RoundDown(tree.Threshold[node]));
            }
        var codes = categories.ToDictionary(feature => feature.Key, feature => CategoryCodes.For(feature.Value));
        if (channels.Count > MostChannels || codes.ContainsValue(null) || thresholds.Values.Any(values => values.Count > ThresholdCodes.Most)) return null;
        return new ChannelTable(channels, thresholds.ToDictionary(feature => feature.Key, feature => feature.Value.ToArray()), codes!);
    }

    public int IndexOf(Tree tree, int node) => _places[Channel.Of(tree, node)];

    /// <summary>First plane of a channel.</summary>
    public int PlaneOf(int channel) => channel + Math.Max(0, channel - FirstCategorical);

    /// <summary>Largest code that goes left at a node of numbers.</summary>
    public int BoundOf(Tree tree, int node) => Array.BinarySearch(_thresholds[tree.SplitFeature[node]], ThresholdCodes.RoundDown(tree.Threshold[node]));

    /// <summary>The categories that a node sends left, 256 bits by code; null at a node of numbers.</summary>
    public byte[]? SetOf(Tree tree, int node) => tree.Kind[node].IsCategorical ? _categories[tree.SplitFeature[node]].SetOf(tree.CategoriesLeft(node)) : null;

    CodedFeature Coded(int feature)
    {
        var thresholds = _thresholds.TryGetValue(feature, out var values) ? new ThresholdCodes(values) : null;
        return new CodedFeature(feature, thresholds, _categories.GetValueOrDefault(feature),
            [.. _places.Where(place => place.Key.Feature == feature).Select(place => new CodedFeature.Place(place.Value, PlaneOf(place.Value), place.Key))]);
    }

    static SortedSet<T> SetOf<T>(Dictionary<int, SortedSet<T>> sets, int feature)
    {
        ref var set = ref CollectionsMarshal.GetValueRefOrAddDefault(sets, feature, out _);
        return set ??= [];
    }
}
