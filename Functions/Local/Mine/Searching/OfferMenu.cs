using System.CommandLine;
using CrmInsights.Mining.Data.Tables;
using CrmInsights.Mining.Search;

namespace CrmInsights.Local.Mine.Searching;

/// <summary>Offers of a file: to whom, what it brings, what it costs, and who makes it.</summary>
sealed class OfferMenu
{
    const string Customer = "customer", Offer = "offer", Value = "value", Cost = "cost", Owner = "owner";

    readonly DataTable _table;
    readonly float[] _customers;
    readonly float[] _offers;
    readonly float[]? _owners;

    OfferMenu(DataTable table)
    {
        _table = table;
        (_customers, _offers) = (Known(Customer), Known(Offer));
        var values = Numbers(Value);
        var costs = HasCosts ? Numbers(Cost) : new float[values.Length];
        _owners = HasOwners ? Known(Owner) : null;
        Options = [.. Enumerable.Range(0, values.Length).Select(row => new OfferOption((int)_customers[row], values[row], costs[row]))];
    }

    public IReadOnlyList<OfferOption> Options { get; }
    public bool HasCosts => Has(Cost);
    public bool HasOwners => Has(Owner);

    public static OfferMenu Read(ParseResult parsed, CancellationToken cancellation) =>
        MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => new OfferMenu(TableReader.ReadCsv(stream, known: null, cancellation, [Customer, Offer, Owner])));

    public string CustomerOf(int option) => TextOf(Customer, _customers[option]);

    public string OfferOf(int option) => TextOf(Offer, _offers[option]);

    /// <exception cref="InvalidDataException">A customer has two owners; names the row.</exception>
    public OfferAllocationProblem Problem(double? budget, int? capacity)
    {
        var customers = _table.Columns[_table.IndexOf(Customer)].Categories.Count;
        var ownerCount = HasOwners ? _table.Columns[_table.IndexOf(Owner)].Categories.Count : 1;
        return new OfferAllocationProblem
        {
            Options = Options,
            OwnerOfCustomer = OwnersOf(customers),
            OwnerCapacity = [.. Enumerable.Repeat(capacity ?? customers, ownerCount)],
            Budget = budget ?? double.PositiveInfinity,
        };
    }

    int[] OwnersOf(int customers)
    {
        var owners = new int[customers];
        if (_owners is null) return owners;
        Array.Fill(owners, -1);
        for (var row = 0; row < _owners.Length; row++)
        {
            ref var owner = ref owners[(int)_customers[row]];
            if (owner >= 0 && owner != (int)_owners[row])
                throw new InvalidDataException($"row {row + 1}: the customer {CustomerOf(row)} belongs to {TextOf(Owner, _owners[row])} here and to {TextOf(Owner, owner)} before; one owner a customer was expected.");
            owner = (int)_owners[row];
        }
        return owners;
    }

    bool Has(string column) => _table.Columns.Any(one => one.Name == column);

    string TextOf(string column, float code) => _table.Columns[_table.IndexOf(column)].Categories[(int)code];

    float[] Known(string name)
    {
        var values = _table.Features.Column(_table.IndexOf(name));
        var missing = Array.FindIndex(values, float.IsNaN);
        return missing < 0 ? values : throw new InvalidDataException($"row {missing + 1} has no value in \"{name}\".");
    }

    float[] Numbers(string name)
    {
        if (_table.Columns[_table.IndexOf(name)].IsCategorical) throw new InvalidDataException($"the column \"{name}\" holds texts; numbers were expected.");
        return Known(name);
    }
}
