using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Fetch;
using CrmInsights.Local.Embedded.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>The organization service of plug-ins. Faults of the organisation come out as <see cref="OrganizationFaultException"/>.</summary>
sealed class OrganizationService(IPluginSessions sessions, OrganizationState organization, Guid userId) : IOrganizationService
{
    public Guid Create(Entity entity) => sessions.Write(session => PartyLists.Create(session, entity));

    public void Update(Entity entity) => sessions.Write(session =>
    {
        session.Update(EntityRows.ToRow(entity));
        return true;
    });

    public void Delete(string entityName, Guid id) => sessions.Write(session =>
    {
        session.Delete(entityName, id);
        return true;
    });

    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet)
    {
        var row = sessions.Read(session => session.Find(entityName, id, PluginQuery.Columns(columnSet)))
            ?? throw new OrganizationFaultException(FaultCode.ObjectDoesNotExist, $"Entity '{entityName}' With Id = {id} Does Not Exist");
        return EntityRows.ToEntity(organization.Tables.Table(entityName), row, keepsNull: false);
    }

    public EntityCollection RetrieveMultiple(QueryBase query) =>
        query is FetchExpression fetch ? Fetch(FetchQuery.Parse(fetch.Query, new FetchScope(organization.Tables, organization.Clock.GetUtcNow().UtcDateTime, userId))) : Rows(PluginQuery.Read(query), _ => null);

    EntityCollection Fetch(FetchQuery fetch)
    {
        var rows = Rows(fetch.Query, name => fetch.Linked.TryGetValue(name, out var linked) ? linked : null);
        if (rows.MoreRecords) rows.PagingCookie = fetch.Cookie();
        return rows;
    }

    EntityCollection Rows(RowQuery query, Func<string, (TableDefinition Table, ColumnDefinition Column)?> linked)
    {
        var page = sessions.Read(session => session.Query(query));
        var table = organization.Tables.Table(query.Table);
        return new EntityCollection([.. page.Rows.Select(row => EntityRows.ToEntity(table, row, linked))])
        {
            EntityName = query.Table,
            MoreRecords = page.More,
            TotalRecordCount = page.Count ?? -1,
        };
    }

    public OrganizationResponse Execute(OrganizationRequest request) => request switch
    {
        CreateRequest create => With(new CreateResponse(), "id", Create(create.Target)),
        UpdateRequest update => Done(new UpdateResponse(), () => Update(update.Target)),
        DeleteRequest delete => Done(new DeleteResponse(), () => Delete(delete.Target.LogicalName, delete.Target.Id)),
        RetrieveRequest retrieve => With(new RetrieveResponse(), "Entity", Retrieve(retrieve.Target.LogicalName, retrieve.Target.Id, retrieve.ColumnSet)),
        RetrieveMultipleRequest multiple => With(new RetrieveMultipleResponse(), "EntityCollection", RetrieveMultiple(multiple.Query)),
        _ when organization.CustomApis.TryGetValue(request.RequestName ?? "", out var api) => Call(api, request),
        _ => throw Unsupported($"The request '{request.RequestName}'"),
    };

    OrganizationResponse Call(CustomApi api, OrganizationRequest request)
    {
        const string Target = "Target";
        var target = api.Binding == BindingType.Table && request.Parameters.TryGetValue(Target, out var row) ? (Lookup?)EntityRows.FromSdk(Target, row) : null;
        var parameters = request.Parameters.Where(pair => target is null || pair.Key != Target).ToDictionary(pair => pair.Key, pair => ParameterValues.FromSdk(pair.Key, pair.Value));
        var answer = sessions.Write(session => session.Execute(new MessageCall(api.Name, target, parameters)));
        var response = new OrganizationResponse { ResponseName = api.Name };
        foreach (var property in api.Response.Where(property => answer.ContainsKey(property.Name)))
            response.Results[property.Name] = ParameterValues.ToSdk(property.Type, answer[property.Name], organization.Tables);
        return response;
    }

    public void Associate(string entityName, Guid entityId, Microsoft.Xrm.Sdk.Relationship relationship, EntityReferenceCollection relatedEntities) => throw Unsupported("Associate");

    public void Disassociate(string entityName, Guid entityId, Microsoft.Xrm.Sdk.Relationship relationship, EntityReferenceCollection relatedEntities) => throw Unsupported("Disassociate");

    static OrganizationResponse With(OrganizationResponse response, string name, object value)
    {
        response.Results[name] = value;
        return response;
    }

    static OrganizationResponse Done(OrganizationResponse response, Action work)
    {
        work();
        return response;
    }

    static NotSupportedException Unsupported(string what) => new($"{what} is not supported by the embedded Dataverse.");
}
