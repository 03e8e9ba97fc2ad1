using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Plugins;

/// <summary>
/// Custom API ci_RecordOutcome of account and ci_RecordOutcomeForContact of contact: records what came of an action. The same call twice changes
/// nothing; another outcome corrects the first.
/// </summary>
public sealed class RecordOutcome : IPlugin
{
    const string AmountColumn = "ci_outcomeamount";
    const string CurrencyColumn = "transactioncurrencyid";

    public void Execute(IServiceProvider serviceProvider)
    {
        var call = new ApiCall(serviceProvider);
        var outcome = ActionOutcome.Read(call.Input<string>("Outcome"));
        var amount = call.Input<Money>("Amount");
        var customer = call.ReadCustomer();
        var action = ReadAction(call, customer);
        if (action.Choice("ci_outcome") == outcome && (amount is null || action.Amount(AmountColumn) == amount.Value)) return;

        var row = new Entity(ActionRows.Table, action.Id)
        {
            ["ci_outcome"] = new OptionSetValue(outcome),
            ["ci_outcomeon"] = call.Time,
            ["ci_status"] = new OptionSetValue(ActionStatus.Done),
        };
        if (amount is not null) row[AmountColumn] = amount;
        // Where the customer has no currency, the platform takes the base currency for the amount.
        if (amount is not null && customer.Currency is { } currency) row[CurrencyColumn] = currency;
        call.System.Update(row);
    }

    static Entity ReadAction(ApiCall call, PlayCustomer customer)
    {
        var id = call.Input<Guid>("ActionId");
        var query = new QueryExpression(ActionRows.Table) { ColumnSet = new ColumnSet("ci_accountid", "ci_contactid", "ci_outcome", AmountColumn) };
        query.Criteria.AddCondition("ci_actionid", ConditionOperator.Equal, id);
        var action = call.System.RetrieveMultiple(query).Entities.FirstOrDefault()
            ?? throw ApiCall.Refuse(string.Format(CultureInfo.InvariantCulture, "There is no action {0}. Expected the ActionId that ci_StartPlay gave, or the id of a row of ci_action.", id));
        if (action.Reference(customer.IsAccount ? "ci_accountid" : "ci_contactid")?.Id == customer.Row.Id) return action;
        throw ApiCall.Refuse($"The action {id} belongs to another customer than {customer.Name}. Call the message on the customer that the action is about.");
    }
}
