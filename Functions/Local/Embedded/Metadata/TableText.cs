using System.Globalization;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Metadata;

/// <summary>
/// Reads the text that describes one stock table: a line a column, <c>type SchemaName arguments : Display name : 1 Option; 2 Option</c>. A lookup's arguments are
/// its targets, each <c>table/relationship/navigation property/what deleting does</c>; the last two may be left out. <c>activity</c> marks a table whose rows are shown as
/// activitypointer too, <c>associates name column column</c> one whose rows are the pairs of a many-to-many relationship.
/// </summary>
sealed class TableText(string source)
{
    readonly List<ChoiceOption> _states = [];
    readonly List<ChoiceOption> _statuses = [];
    TableDefinition? _table;
    string _ownership = "none";
    string _suffix = "";

    /// <summary>A table of pairs: name of the relationship, and its two lookup columns.</summary>
    public (string Name, string First, string Second)? Associates { get; private set; }

    TableDefinition Table => _table ?? throw new InvalidDataException($"{source}: the first line has to be 'table'.");

    public TableDefinition Parse(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0) Line(line);
        }
        SystemColumns.Add(Table, _ownership, _suffix);
        if (_states.Count > 0) SystemColumns.AddStates(Table, _states, _statuses);
        return Table;
    }

    void Line(string line)
    {
        var parts = line.Split(" : ", 3);
        var words = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words[0])
        {
            case "table": Start(words, parts[1]); break;
            case "owned": _ownership = words[1]; break;
            case "associates": Associates = (words[1], words[2], words[3]); break;
            case "activity": StartActivity(); break;
            case "state": State(words, parts[1]); break;
            case "key": Table.Keys.Add(new AlternateKey(words[1], words[2].Split(','))); break;
            default: Column(words, parts[1], parts.Length > 2 ? parts[2] : ""); break;
        }
    }

    /// <summary>Lookups of activities lead through navigation properties with the table's name at the end.</summary>
    void StartActivity()
    {
        Table.IsActivity = true;
        _suffix = "_" + Table.LogicalName;
    }

    void Start(string[] words, string displayName)
    {
        _table = new TableDefinition
        {
            LogicalName = words[1].ToLowerInvariant(),
            SchemaName = words[1],
            EntitySetName = words[2],
            PrimaryKey = words[3],
            PrimaryName = words[4],
            DisplayName = displayName,
            ChangeTracking = words.Contains("tracked"),
        };
        SystemColumns.AddKey(Table);
    }

    void State(string[] words, string statuses)
    {
        var state = int.Parse(words[1], CultureInfo.InvariantCulture);
        _states.Add(new ChoiceOption(state, string.Join(' ', words[2..])));
        _statuses.AddRange(Options(statuses).Select(option => option with { State = state }));
    }

    void Column(string[] words, string displayName, string options)
    {
        var type = Enum.Parse<ColumnType>(words[0], ignoreCase: true);
        var column = new ColumnDefinition
        {
            LogicalName = words[1].ToLowerInvariant(),
            SchemaName = words[1],
            Type = type,
            DisplayName = displayName,
            Required = words.Contains("required"),
            ValidForCreate = !words.Contains("readonly"),
            ValidForUpdate = !words.Contains("readonly"),
            MaxLength = type is ColumnType.Text or ColumnType.Memo ? int.Parse(words[2], CultureInfo.InvariantCulture) : null,
            Precision = type switch { ColumnType.Decimal => int.Parse(words[2], CultureInfo.InvariantCulture), ColumnType.Money => 4, _ => null },
            Options = Options(type == ColumnType.Boolean ? Numbered(options) : options),
        };
        column = WithRange(column, words.FirstOrDefault(word => word.Contains("..", StringComparison.Ordinal)));
        Table.Columns.Add(column.LogicalName, AddRelationships(column, words));
        if (type == ColumnType.Money) SystemColumns.AddBase(Table, column);
    }

    ColumnDefinition AddRelationships(ColumnDefinition column, string[] words)
    {
        var targets = words.Where(word => word.Contains('/')).Select(word => word.Split('/')).ToList();
        foreach (var target in targets)
        {
            Table.ManyToOne.Add(new Relationship(target[1], Table.LogicalName, column.LogicalName, target[0],
                target.Length > 2 ? target[2] : column.LogicalName, target[1],
                target.Length > 3 ? Enum.Parse<CascadeDelete>(target[3], ignoreCase: true) : CascadeDelete.RemoveLink));
        }
        return targets.Count == 0 ? column : column with { Targets = [.. targets.Select(target => target[0])] };
    }

    static ColumnDefinition WithRange(ColumnDefinition column, string? range)
    {
        if (range is null) return column;
        var ends = range.Split("..");
        return column with { MinValue = decimal.Parse(ends[0], CultureInfo.InvariantCulture), MaxValue = decimal.Parse(ends[1], CultureInfo.InvariantCulture) };
    }

    static string Numbered(string labels) =>
        string.Join(';', labels.Split(';', StringSplitOptions.TrimEntries).Select((label, index) => $"{index} {label}"));

    static List<ChoiceOption> Options(string text) =>
        [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Option)];

    static ChoiceOption Option(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return new ChoiceOption(int.Parse(text[..space], CultureInfo.InvariantCulture), text[(space + 1)..]);
    }
}
