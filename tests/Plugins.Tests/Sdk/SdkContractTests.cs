using System.Runtime.Serialization;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Plugins.Tests.Sdk;

public sealed class SdkContractTests
{
    static readonly XNamespace s_contracts = "http://schemas.microsoft.com/xrm/2011/Contracts";

    [Fact]
    public void A_row_with_every_kind_of_value_survives_the_wire()
    {
        var row = new Entity("account", Guid.NewGuid()) { EntityState = EntityState.Changed, RowVersion = "7" };
        row["revenue"] = new Money(12.5m);
        row["industrycode"] = new OptionSetValue(3);
        row["tags"] = new OptionSetValueCollection([new OptionSetValue(1), new OptionSetValue(2)]);
        row["parentaccountid"] = new EntityReference("account", "accountnumber", "A-1");
        row["alias"] = new AliasedValue("contact", "statecode", new OptionSetValue(1));
        row["createdon"] = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc);
        row["nothing"] = null;
        row.FormattedValues["revenue"] = "12.50 EUR";
        row.RelatedEntities[new Relationship("account_contacts")] = new EntityCollection([new Entity("contact")]);

        var copy = RoundTrip(row);

        copy.Attributes.Keys.ShouldBe(row.Attributes.Keys);
        copy["revenue"].ShouldBe(row["revenue"]);
        ((OptionSetValueCollection)copy["tags"]).ShouldBe((OptionSetValueCollection)row["tags"]);
        ((EntityReference)copy["parentaccountid"]).KeyAttributes["accountnumber"].ShouldBe("A-1");
        ((AliasedValue)copy["alias"]).Value.ShouldBe(new OptionSetValue(1));
        copy["createdon"].ShouldBe(row["createdon"]);
        copy.RelatedEntities[new Relationship("account_contacts")][0].LogicalName.ShouldBe("contact");
        (copy.Id, copy.EntityState, copy.RowVersion).ShouldBe((row.Id, row.EntityState, row.RowVersion));
    }

    [Fact]
    public void A_query_survives_the_wire_inside_its_message()
    {
        var query = new QueryExpression("salesorder") { ColumnSet = new ColumnSet("name"), TopCount = 5 };
        query.Criteria.AddFilter(LogicalOperator.Or).AddCondition("statecode", ConditionOperator.In, 0, 3);
        query.AddLink("account", "customerid", "accountid", JoinOperator.LeftOuter).LinkCriteria.AddCondition("name", ConditionOperator.NotNull);
        query.AddOrder("createdon", OrderType.Descending);

        var copy = (QueryExpression)((RetrieveMultipleRequest)RoundTrip<OrganizationRequest>(new RetrieveMultipleRequest { Query = query })).Query;

        copy.Criteria.Filters[0].Conditions[0].Values.ShouldBe([0, 3]);
        copy.LinkEntities[0].LinkFromEntityName.ShouldBe("salesorder");
        copy.LinkEntities[0].LinkCriteria.Conditions[0].Operator.ShouldBe(ConditionOperator.NotNull);
        (copy.Orders[0].OrderType, copy.TopCount).ShouldBe((OrderType.Descending, 5));
    }

    [Fact]
    public void Attributes_travel_as_pairs_in_the_namespace_of_the_contracts()
    {
        var xml = Write(new Entity("account") { ["name"] = "Contoso" });

        var pair = xml.Element(s_contracts + "Attributes")!.Elements().ShouldHaveSingleItem();
        pair.Name.LocalName.ShouldBe("KeyValuePairOfstringanyType");
        pair.Elements().Select(element => element.Value).ShouldBe(["name", "Contoso"]);
    }

    [Fact]
    public void Messages_keep_their_parameters_under_the_names_of_the_platform()
    {
        var target = new Entity("account");

        new UpdateRequest { Target = target, ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches }.Parameters.Keys
            .ShouldBe(["Target", "ConcurrencyBehavior"]);
        new CreateRequest { Target = target }.RequestName.ShouldBe("Create");
        new CreateResponse { Results = { ["id"] = target.Id } }.id.ShouldBe(target.Id);
        new RetrieveRequest().Target.ShouldBeNull();
    }

    [Fact]
    public void A_missing_column_reads_as_the_default_and_indexes_as_an_error()
    {
        var row = new Entity("account");

        row.GetAttributeValue<int?>("employees").ShouldBeNull();
        row.GetAttributeValue<int>("employees").ShouldBe(0);
        Should.Throw<KeyNotFoundException>(() => row["employees"]);
    }

    [Fact]
    public void An_exception_without_a_status_means_failed()
    {
        new InvalidPluginExecutionException("no").Status.ShouldBe(OperationStatus.Failed);
        new InvalidPluginExecutionException(OperationStatus.Retry, "later").Status.ShouldBe(OperationStatus.Retry);
        new InvalidPluginExecutionException("no").ErrorCode.ShouldBe(-2147220891, "0x80040265, what the Web API shows for a plug-in's own error");
    }

    static T RoundTrip<T>(T value)
    {
        using var reader = Write(value).CreateReader();
        return (T)new DataContractSerializer(typeof(T)).ReadObject(reader)!;
    }

    static XElement Write<T>(T value)
    {
        var document = new XDocument();
        using (var writer = document.CreateWriter()) new DataContractSerializer(typeof(T)).WriteObject(writer, value);
        return document.Root!;
    }
}
