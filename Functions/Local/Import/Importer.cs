using CrmInsights.Dataverse;
using CrmInsights.Local.Running;

namespace CrmInsights.Local.Import;

/// <summary>Brings a company's past into Dataverse through the Web API, plug-ins firing. Importing the same again changes nothing.</summary>
sealed class Importer(IDataverse dataverse, ProgressBoard board, Rejects rejects)
{
    static readonly string[] s_productColumns = ["name", "productnumber", "price", "standardcost"];
    static readonly string[] s_accountColumns = ["name", "accountnumber", "address1_city", "address1_country", "industrycode", "numberofemployees", "revenue"];
    static readonly string[] s_contactColumns = ["firstname", "lastname", "address1_city", "address1_country"];

    public async Task<ImportResult> RunAsync(ICompanyData company, CancellationToken cancellation)
    {
        var products = new MasterRows(dataverse, DataverseTable.Product, company.Source, rejects);
        await products.BringInAsync(s_productColumns, company.ReadProducts().Select(MasterRow.Of), done => board.Report("Importing products", done, 0), cancellation);

        var isAccount = company.CustomerTable == "account";
        var customers = new MasterRows(dataverse, isAccount ? DataverseTable.Account : DataverseTable.Contact, company.Source, rejects);
        await customers.BringInAsync(
            isAccount ? s_accountColumns : s_contactColumns,
            company.ReadCustomers().Select(customer => MasterRow.Of(customer, company.CustomerTable)),
            done => board.Report("Importing customers", done, 0), cancellation);

        var orders = new OrderRows(dataverse, company, new KnownNumbers(customers.Ids, products.Ids), rejects);
        await orders.BringInAsync(done => board.Report("Importing orders", done, company.OrderRowCount), cancellation);
        return new ImportResult
        {
            Customers = customers.Ids.Count,
            Products = products.Ids.Count,
            Orders = orders.OrderCount,
            OrderLines = orders.LineCount,
            Written = products.WrittenCount + customers.WrittenCount + orders.WrittenCount,
            Rejected = rejects.Count,
        };
    }
}
