namespace CrmInsights.Mining.Data;

/// <summary>Fills the scores of rows: row after row, one an output.</summary>
/// <param name="rows">The rows.</param>
/// <param name="scores">Filled; rows times outputs.</param>
public delegate void ScoreRows(FeatureMatrix rows, Span<double> scores);

/// <summary>Any model as a function of rows, for what can be asked of every model.</summary>
/// <param name="FeatureCount">Features of a row.</param>
/// <param name="OutputCount">Scores of a row.</param>
/// <param name="Score">The function; called by several threads at once where a run has them.</param>
public sealed record RowScorer(int FeatureCount, int OutputCount, ScoreRows Score);
