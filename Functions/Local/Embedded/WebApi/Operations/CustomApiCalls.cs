using System.Text.Json;
using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Calls of custom APIs: actions with their parameters in the body, functions with theirs in the address.</summary>
/// <param name="call">The request.</param>
/// <param name="api">What it calls.</param>
sealed class CustomApiCalls(Call call, CustomApi api)
{
    /// <param name="call">The request.</param>
    /// <param name="api">What it calls.</param>
    /// <param name="parameters">Those in the address.</param>
    public static Operation Route(Call call, CustomApi api, IEnumerable<OperationSegmentParameter> parameters)
    {
        var expected = api.IsFunction ? "GET" : "POST";
        if (call.Request.Method != expected) throw WebApiException.Method(call.Request.Method, $"the {(api.IsFunction ? "function" : "action")} {api.Name}");
        // A plug-in may write, whatever the API calls itself.
        return Operation.Write(running => new CustomApiCalls(running, api).Run(parameters));
    }

    WebApiResponse Run(IEnumerable<OperationSegmentParameter> parameters)
    {
        var target = api.Binding == BindingType.Global ? null : Embedded.WebApi.Target.Of(call, call.Path.Count - 1);
        var row = api.Binding == BindingType.Table ? new Lookup(target!.Table.Table.LogicalName, target.SingleRow.Require(call.Session)) : (Lookup?)null;
        var values = api.IsFunction ? FromAddress(parameters) : FromBody();
        return Answer(call.Session.Execute(new MessageCall(api.Name, row, values)));
    }

    Dictionary<string, object?> FromAddress(IEnumerable<OperationSegmentParameter> parameters)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var given in parameters)
        {
            var parameter = api.Request.First(parameter => parameter.Name == given.Name);
            values[given.Name] = ConstantReader.Read(Constant(given.Value), Column(parameter));
        }
        return values;
    }

    /// <summary>A value, or that of the alias which stands for it.</summary>
    object? Constant(object? value) => value switch
    {
        ConstantNode constant => constant.Value,
        ConvertNode convert => Constant(convert.Source),
        ParameterAliasNode alias when call.Options[alias.Alias] is { } text => ODataUriUtils.ConvertFromUriLiteral(text, ODataVersion.V4),
        ParameterAliasNode alias => throw WebApiException.OData($"The parameter alias '{alias.Alias}' has no value; expected {alias.Alias}=... in the query."),
        var other => throw WebApiException.NotThere($"{other?.GetType().Name} as a parameter of {api.Name}"),
    };

    Dictionary<string, object?> FromBody()
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (call.Request.Body.Length == 0) return values;
        using var json = call.Json();
        foreach (var property in json.RootElement.EnumerateObject())
        {
            var parameter = api.Request.FirstOrDefault(parameter => parameter.Name == property.Name)
                ?? throw WebApiException.Payload($"The parameter '{property.Name}' in the request payload is not a valid parameter for the operation '{api.Name}'.");
            values[property.Name] = Read(property.Value, parameter);
        }
        return values;
    }

    object? Read(JsonElement json, ApiParameter parameter) => (parameter.Type, json.ValueKind) switch
    {
        (_, JsonValueKind.Null) => null,
        (ParameterType.StringArray, JsonValueKind.Array) => json.EnumerateArray().Select(JsonText.Of).ToArray(),
        (ParameterType.StringArray, _) => throw WebApiException.Payload($"The parameter '{parameter.Name}' is a JSON {json.ValueKind}; expected an array of texts."),
        (ParameterType.EntityReference, JsonValueKind.Object) => Reference(json, parameter),
        var (type, _) when CustomApiTypes.IsRows(type) => throw WebApiException.NotThere($"a parameter of type {type} in a request of {api.Name}"),
        _ => ValueReader.Read(json, new ColumnProperty(Column(parameter))),
    };

    /// <summary>A row by its type and primary key: <c>{"@odata.type": "Microsoft.Dynamics.CRM.account", "accountid": "..."}</c>.</summary>
    Lookup Reference(JsonElement json, ApiParameter parameter)
    {
        var type = json.TryGetProperty("@odata.type", out var name) && name.ValueKind == JsonValueKind.String ? JsonText.Of(name).TrimStart('#') : "";
        var table = type.StartsWith(WebApiModel.Namespace + ".", StringComparison.Ordinal) ? call.Model.TryTable(type[(WebApiModel.Namespace.Length + 1)..]) : null;
        return table is not null && json.TryGetProperty(table.Table.PrimaryKey, out var key) && key.TryGetGuid(out var id)
            ? new Lookup(table.Table.LogicalName, id)
            : throw WebApiException.Payload($"The parameter '{parameter.Name}' names no row; expected such as {{\"@odata.type\": \"{WebApiModel.Namespace}.account\", \"accountid\": \"<id>\"}}.");
    }

    WebApiResponse Answer(IReadOnlyDictionary<string, object?> answer)
    {
        if (api.Response.Count == 0) return new WebApiResponse(204);
        var rows = api.Response.FirstOrDefault(property => CustomApiTypes.IsRows(property.Type));
        if (rows is not null) throw WebApiException.NotThere($"the property '{rows.Name}' of type {rows.Type} in an answer of {api.Name}");
        var response = new WebApiResponse(200);
        using var json = response.WriteJson();
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{call.Request.ServiceRoot}$metadata#{WebApiModel.Namespace}.{CustomApiTypes.AnswerName(api.Name)}");
        foreach (var property in api.Response)
        {
            json.WritePropertyName(property.Name);
            Write(json, answer.GetValueOrDefault(property.Name));
        }
        json.WriteEndObject();
        return response;
    }

    static void Write(Utf8JsonWriter json, object? value)
    {
        if (value is not string[] texts)
        {
            RowWriter.WriteValue(json, value, ColumnType.DateTime);
            return;
        }
        json.WriteStartArray();
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>The column that takes such values.</summary>
    static ColumnDefinition Column(ApiParameter parameter) => new()
    {
        LogicalName = parameter.Name,
        SchemaName = parameter.Name,
        DisplayName = parameter.Name,
        Type = parameter.Type switch
        {
            ParameterType.Boolean => ColumnType.Boolean,
            ParameterType.DateTime => ColumnType.DateTime,
            ParameterType.Decimal => ColumnType.Decimal,
            ParameterType.Money => ColumnType.Money,
            ParameterType.Float => ColumnType.Double,
            ParameterType.Integer or ParameterType.Picklist => ColumnType.Integer,
            ParameterType.String => ColumnType.Text,
            ParameterType.Guid => ColumnType.UniqueIdentifier,
            var type => throw WebApiException.NotThere($"a parameter of type {type} in an address"),
        },
    };
}
