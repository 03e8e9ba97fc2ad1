namespace CrmInsights.Insights.Segments;

/// <summary>A group of customers who behave alike: one row of ci_segment.</summary>
/// <param name="Id">Key of the row; the same as long as the segment is.</param>
/// <param name="Number">Its number, from 1; kept over reruns.</param>
/// <param name="Name">What sets its customers apart, in a few words; unlike that of any other segment.</param>
/// <param name="Profile">The same in two sentences.</param>
/// <param name="CustomerCount">Customers in it when it was found.</param>
public sealed record Segment(Guid Id, int Number, string Name, string Profile, int CustomerCount);

/// <summary>The segment of one customer.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Fit">Fuzzy membership, 0..1: how much nearer its center is than the others.</param>
public sealed record SegmentAssignment(Segment Segment, double Fit);
