using System.CommandLine;

namespace CrmInsights.Local.Mine.Clustering;

/// <summary>The flags of `mine clusters`.</summary>
static class ClusterFlags
{
    public static readonly Option<string> Method = new("--method") { Description = "kmeans, minibatch (k-means on parts of the rows), gmm (Gaussian mixture), fuzzy (fuzzy c-means) or dbscan (density).", DefaultValueFactory = _ => "kmeans" };
    public static readonly Option<int?> K = new("--k") { Description = "Number of clusters; without it the most stable of 3 to 8 under k-means. Not for dbscan." };
    public static readonly Option<bool> Scale = new("--scale") { Description = "Brings every column to mean 0 and deviation 1 first." };
    public static readonly Option<FileInfo?> Init = new("--init") { Description = "kmeans: start centers, 64-bit floats, center after center." };
    public static readonly Option<double> Tolerance = new("--tolerance") { Description = "kmeans: ends when the centers move less than this times the mean variance of the columns.", DefaultValueFactory = _ => 1e-4 };
    public static readonly Option<double> Radius = new("--radius") { Description = "dbscan: rows this near are neighbours.", DefaultValueFactory = _ => 0.5 };
    public static readonly Option<int> Neighbours = new("--neighbours") { Description = "dbscan: rows with so many neighbours, themselves included, are the inside of a cluster.", DefaultValueFactory = _ => 5 };
    public static readonly Option<double> Fuzziness = new("--fuzziness") { Description = "fuzzy: above 1; nearer to 1 means sharper memberships.", DefaultValueFactory = _ => 2 };
    public static readonly Option<FileInfo?> Model = new("--model") { Description = "Saves the clusters for `mine predict`: a path without ending becomes a folder with model.txt and model.json (columns, scale)." };

    static ClusterFlags() => Method.AcceptOnlyFromAmong("kmeans", "minibatch", "gmm", "fuzzy", "dbscan");
}
