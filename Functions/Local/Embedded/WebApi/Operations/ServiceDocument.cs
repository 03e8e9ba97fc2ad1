using System.Text;
using System.Xml;
using Microsoft.OData.Edm.Csdl;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>What the service has: the list of sets, and $metadata.</summary>
static class ServiceDocument
{
    public static WebApiResponse Read(Call call)
    {
        var response = new WebApiResponse(200);
        using var json = response.WriteJson();
        json.WriteStartObject();
        json.WriteString("@odata.context", call.Request.ServiceRoot + "$metadata");
        json.WriteStartArray("value");
        foreach (var set in call.Model.Tables.Select(table => table.Table.EntitySetName).Order(StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("name", set);
            json.WriteString("kind", "EntitySet");
            json.WriteString("url", set);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        return response;
    }

    public static WebApiResponse ReadMetadata(Call call)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            if (!CsdlWriter.TryWriteCsdl(call.Model.Edm, xml, CsdlTarget.OData, out var errors))
                throw new InvalidDataException("The tables make no valid CSDL: " + string.Join("; ", errors.Select(error => error.ErrorMessage)));
        }
        var response = new WebApiResponse(200);
        Encoding.UTF8.GetBytes(text.ToString(), response.WriteBody("application/xml"));
        return response;
    }
}
