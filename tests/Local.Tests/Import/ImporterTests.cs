using CrmInsights.Dataverse;
using CrmInsights.Local.Import;
using CrmInsights.Local.Import.Csv;
using CrmInsights.Local.Running;
using CrmInsights.Local.Tests.Form;
using CrmInsights.Testing;

namespace CrmInsights.Local.Tests.Import;

public sealed class ImporterTests : IAsyncLifetime
{
    readonly CsvFolder _folder = new();
    TestSite _site = null!;

    public async Task InitializeAsync() => _site = await TestSite.OpenAsync();

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        _folder.Dispose();
    }

    string Rejected => Path.Combine(_folder.Path, "rejected.csv");

    async Task<ImportResult> ImportAsync(IDataverse? dataverse = null)
    {
        using var rejects = new Rejects(Rejected);
        var company = new CsvCompany(_folder.ReadMapping(), rejects, new SteppedClock(CsvFolder.Now));
        return await new Importer(dataverse ?? _site.Client, new ProgressBoard(), rejects).RunAsync(company, default);
    }

    [Fact]
    public async Task Rows_arrive_with_their_dates_amounts_and_links()
    {
        (await ImportAsync()).ShouldBe(new ImportResult { Customers = 2, Products = 2, Orders = 2, OrderLines = 3, Written = 9 });

        var account = (await _site.ReadAsync(DataverseTable.Account, "name", "ci_externalid")).Single(row => row.Text("ci_externalid") == "shop:1");
        var order = (await _site.ReadAsync(DataverseTable.Order, "createdon", "_customerid_value", "totalamount", "ci_externalid")).Single(row => row.Text("ci_externalid") == "shop:100");
        order.Guid("_customerid_value").ShouldBe(account.Id);
        order.Time("createdon").ShouldBe(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
        order.Decimal("totalamount").ShouldBe(5m);
        (await _site.ReadAsync(DataverseTable.OrderLine, "extendedamount")).Sum(line => line.Decimal("extendedamount")).ShouldBe(6.5m);
    }

    [Fact]
    public async Task A_second_import_changes_nothing()
    {
        await ImportAsync();
        var before = await VersionsAsync();

        var again = await ImportAsync();

        again.Written.ShouldBe(0);
        (again.Customers, again.Orders, again.OrderLines).ShouldBe((2, 2, 3));
        (await VersionsAsync()).ShouldBe(before);
    }

    async Task<string> VersionsAsync()
    {
        var rows = new List<Row>();
        foreach (var table in new[] { DataverseTable.Account, DataverseTable.Product, DataverseTable.Order, DataverseTable.OrderLine })
            rows.AddRange(await _site.ReadAsync(table, "versionnumber"));
        return string.Join(';', rows.Select(row => $"{row.Id} {row.Version}").Order());
    }

    [Fact]
    public async Task A_changed_name_is_brought_in_and_a_value_the_file_lacks_is_left_alone()
    {
        await ImportAsync();
        _folder.Customers = "No,Full Name,City\n1,Ada Limited,\n2,Bob & Sons,\n";

        (await ImportAsync()).Written.ShouldBe(1);

        var account = (await _site.ReadAsync(DataverseTable.Account, "name", "address1_city", "ci_externalid")).Single(row => row.Text("ci_externalid") == "shop:1");
        account.Text("name").ShouldBe("Ada Limited");
        account.Text("address1_city").ShouldBe("Leeds");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task An_import_that_broke_off_is_completed_by_the_next(int failingWrite)
    {
        await Should.ThrowAsync<DataverseException>(() => ImportAsync(new BreakingDataverse(_site.Client, failingWrite)));

        (await ImportAsync()).ShouldBe(new ImportResult { Customers = 2, Products = 2, Orders = 2, OrderLines = 3, Written = new[] { 9, 7, 5, 3 }[failingWrite - 1] });
        (await _site.ReadAsync(DataverseTable.OrderLine, "quantity")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_row_that_Dataverse_refuses_is_listed_and_the_others_are_kept()
    {
        _folder.Customers = $"No,Full Name,City\n1,{new string('x', 500)},\n2,Bob,\n";

        var result = await ImportAsync();

        result.Customers.ShouldBe(1);
        result.Orders.ShouldBe(1);
        File.ReadAllText(Rejected).ShouldContain("customers.csv,2,,Dataverse refused the row");
    }

    [Fact]
    public async Task Customers_become_contacts_where_the_mapping_says_so()
    {
        _folder.Mapping = _folder.Mapping.Replace("customers: { file: customers.csv,", "customers: { file: customers.csv, table: contact,");

        await ImportAsync();

        (await _site.ReadAsync(DataverseTable.Contact, "lastname")).Select(row => row.Text("lastname")).ShouldBe(["Ada Ltd", "Bob & Sons"], ignoreOrder: true);
        (await _site.ReadAsync(DataverseTable.Account, "name")).ShouldBeEmpty();
    }

    /// <summary>Breaks off at the n-th write.</summary>
    sealed class BreakingDataverse(IDataverse inner, int failingWrite) : IDataverse
    {
        int _writes;

        public Task<Identity> WhoAmIAsync(CancellationToken cancellation) => inner.WhoAmIAsync(cancellation);

        public IAsyncEnumerable<Row> ReadAsync(RowsQuery query, CancellationToken cancellation) => inner.ReadAsync(query, cancellation);

        public Task<ChangesResult> ReadChangesAsync(ChangesQuery query, CancellationToken cancellation) => inner.ReadChangesAsync(query, cancellation);

        public Task<WriteResult> WriteAsync(WriteRequest request, CancellationToken cancellation) =>
            ++_writes == failingWrite ? throw new DataverseException("The network is gone.") : inner.WriteAsync(request, cancellation);
    }
}
