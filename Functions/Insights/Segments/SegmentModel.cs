using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Segments.Internals;

namespace CrmInsights.Insights.Segments;

/// <summary>Segments with their centers: tells the segment of one customer. Immutable and thread-safe.</summary>
public sealed class SegmentModel
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "segments.json";

    internal SegmentModel(DateTimeOffset trainedOn, IReadOnlyList<Segment> segments, SegmentSpace space) =>
        (TrainedOn, Segments, Space) = (trainedOn, segments, space);

    /// <summary>The end of the data (UTC).</summary>
    public DateTimeOffset TrainedOn { get; }
    /// <summary>The segments, one a center, in the order of the centers.</summary>
    public IReadOnlyList<Segment> Segments { get; }

    internal SegmentSpace Space { get; }

    /// <summary>The segment of a customer; null for one without an order or who may not be profiled.</summary>
    public SegmentAssignment? Assign(CustomerHistory history, DateTimeOffset now) =>
        Population.MayBeProfiled(history) && Space.Place(history, now) is { } place ? new SegmentAssignment(Segments[place.Cluster], place.Fit) : null;

    /// <summary>The model as one file.</summary>
    public byte[] ToBytes() => StrictFile.Write(SegmentFile.Of(this));

    /// <summary>The model in the folder's file.</summary>
    /// <exception cref="InvalidDataException">The file is missing, damaged or of another version; the message names the place.</exception>
    public static SegmentModel Read(IReadOnlyDictionary<string, byte[]> files) => StrictFile.Read<SegmentFile>(files, FileName).ToModel();
}
