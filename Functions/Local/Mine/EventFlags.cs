using System.CommandLine;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine;

/// <summary>Flags that say which columns of a file are customer, date and amount or item.</summary>
static class EventFlags
{
    public static readonly Option<string> Customer = new("--customer") { Description = "Column of the customer.", DefaultValueFactory = _ => "customer" };
    public static readonly Option<string> Date = new("--date") { Description = "Column of the date: 2024-01-29 or 20240129.", DefaultValueFactory = _ => "date" };
    public static readonly Option<string> Amount = new("--amount") { Description = "Column of the amount.", DefaultValueFactory = _ => "amount" };
    public static readonly Option<string> Item = new("--item") { Description = "Column of the item.", DefaultValueFactory = _ => "item" };
    public static readonly Option<bool> NoHeader = new("--no-header") { Description = "The first line is a record already; columns are named by their number, from 1." };

    public static EventColumns Purchases(ParseResult parsed) =>
        new(parsed.GetValue(Customer)!, parsed.GetValue(Date)!, parsed.GetValue(Amount)!) { HasHeader = !parsed.GetValue(NoHeader) };

    public static EventColumns Histories(ParseResult parsed) =>
        new(parsed.GetValue(Customer)!, parsed.GetValue(Date)!, parsed.GetValue(Item)!) { HasHeader = !parsed.GetValue(NoHeader) };
}
