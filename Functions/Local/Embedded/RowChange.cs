namespace CrmInsights.Local.Embedded;

enum RowChangeKind { Created, Updated, Deleted }

/// <summary>A row that a committed transaction changed.</summary>
readonly record struct RowChange(string Table, Guid Id, RowChangeKind Kind);
