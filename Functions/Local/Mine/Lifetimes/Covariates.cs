using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Local.Mine.Lifetimes;

/// <summary>What is known of each customer from the start, one row a customer in the order of the histories.</summary>
/// <param name="Values">The columns, spelled.</param>
/// <param name="Columns">The columns before they were spelled.</param>
sealed record Covariates(FeatureMatrix Values, IReadOnlyList<TableColumn> Columns)
{
    public IReadOnlyList<string> Names => new OneHot(Columns).Names;

    /// <summary>Reads --covariates; <paramref name="columns"/> are those of a model, null takes all.</summary>
    /// <exception cref="CommandFailedException">The file does not fit the customers or the model; names the row or the column.</exception>
    public static Covariates Read(ParseResult parsed, IReadOnlyList<CustomerHistory<string>> customers, IReadOnlyList<TableColumn>? columns, CancellationToken cancellation)
    {
        var file = parsed.GetValue(LifetimeFlags.Covariates) ?? throw new CommandFailedException("The model was fitted with covariates: give --covariates, a CSV file with one row a customer and the same columns.");
        var customerColumn = parsed.GetValue(EventFlags.Customer)!;
        var table = MineFiles.Read(file, stream => TableInput.Leave(parsed, TableReader.ReadCsv(stream, known: null, cancellation, [customerColumn])));
        var place = MineFiles.Read(file, _ => table.IndexOf(customerColumn));
        var (keys, keyTexts) = (table.Features.Column(place), table.Columns[place].Categories);
        var rows = new Dictionary<string, int>();
        for (var row = 0; row < keys.Length; row++)
            if (!float.IsNaN(keys[row]) && !rows.TryAdd(keyTexts[(int)keys[row]], row)) throw new CommandFailedException($"{file.Name}: row {row + 1} is the second one of the customer {keyTexts[(int)keys[row]]}; one a customer was expected.");
        var others = columns is null ? new DataTableOrFloats(MineFiles.Read(file, _ => table.Without(place))) : Known(file, columns, cancellation);
        var encoding = new OneHot(others.Columns);
        var spelled = MineFiles.Read(file, _ => encoding.Encode(others.Features));
        var values = new float[customers.Count * encoding.FeatureCount];
        for (var customer = 0; customer < customers.Count; customer++)
        {
            if (!rows.TryGetValue(customers[customer].Customer, out var row)) throw new CommandFailedException($"{file.Name}: there is no row of the customer {customers[customer].Customer}, who bought.");
            spelled.Row(row).CopyTo(values.AsSpan(customer * encoding.FeatureCount));
        }
        return new Covariates(new FeatureMatrix(values, customers.Count, encoding.FeatureCount), others.Columns);
    }

    static DataTableOrFloats Known(FileInfo file, IReadOnlyList<TableColumn> columns, CancellationToken cancellation) =>
        new(KnownColumns.Read(file, columns, cancellation), columns);
}
