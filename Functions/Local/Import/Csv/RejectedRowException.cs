namespace CrmInsights.Local.Import.Csv;

/// <summary>A row that cannot be taken. Caught where the row is read; the file goes on.</summary>
sealed class RejectedRowException(Reject reject) : Exception(reject.Reason)
{
    public Reject Reject { get; } = reject;
}
