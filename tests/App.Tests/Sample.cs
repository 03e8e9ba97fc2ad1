using System.Text;
using System.Text.Json.Nodes;

namespace CrmInsights.App.Tests;

/// <summary>Builds valid events; a test changes what it is about.</summary>
static class Sample
{
    public static readonly Guid Organization = new("0f8fad5b-d9cb-469f-a165-70867728950e");
    public static readonly Guid Account = new("aaaaaaaa-0000-0000-0000-000000000001");
    public static readonly Guid Order = new("bbbbbbbb-0000-0000-0000-000000000001");
    public static readonly Guid Line = new("cccccccc-0000-0000-0000-000000000001");
    public static readonly Guid Product = new("dddddddd-0000-0000-0000-000000000001");

    public static JsonObject AccountChanged(long version = 1) => Event("crminsights.account.changed", $"account/{Account}", version, new JsonObject
    {
        ["accountId"] = Account,
        ["createdOn"] = "2024-01-02T00:00:00.000Z",
        ["stateCode"] = 0,
        ["industryCode"] = 7,
        ["country"] = "DE",
        ["employees"] = 12,
        ["revenue"] = 1000.5,
        ["profilingStatus"] = 712340000,
    });

    public static JsonObject OrderChanged(long version = 2) => Event("crminsights.order.changed", $"salesorder/{Order}", version, new JsonObject
    {
        ["orderId"] = Order,
        ["customerId"] = Account,
        ["customerTable"] = "account",
        ["orderedOn"] = "2026-05-01T10:00:00.000Z",
        ["stateCode"] = 0,
        ["exchangeRate"] = 1.25,
        ["totalBase"] = 100.25,
        ["discountBase"] = 0,
    });

    public static JsonObject LineChanged(long version = 3) => Event("crminsights.orderline.changed", $"salesorderdetail/{Line}", version, new JsonObject
    {
        ["lineId"] = Line,
        ["orderId"] = Order,
        ["productId"] = Product,
        ["quantity"] = 2,
        ["priceBase"] = 50,
        ["discountBase"] = 0,
        ["amountBase"] = 100,
    });

    public static JsonObject OfferAnswered(Guid account, Guid product, (int Answer, long Version) answer) => Event("crminsights.offer.changed", $"ci_offer/{Line}", answer.Version, new JsonObject
    {
        ["offerId"] = Line,
        ["customerId"] = account,
        ["customerTable"] = "account",
        ["productId"] = product,
        ["answer"] = answer.Answer,
        ["reason"] = 712340001,
        ["answeredOn"] = "2026-05-03T11:00:00.000Z",
    });

    public static JsonObject Deleted(string thing, string table, Guid id) => Event($"crminsights.{thing}.deleted", $"{table}/{id}", null, new JsonObject { ["id"] = id });

    public static JsonObject Event(string type, string subject, long? version, JsonObject data) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = $"{type}-{version}",
        ["source"] = $"/dataverse/{Organization}",
        ["type"] = type,
        ["subject"] = subject,
        ["time"] = "2026-05-03T11:59:59.000Z",
        ["version"] = version?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["data"] = data,
    };

    public static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    /// <summary>The account has objected to profiling.</summary>
    public static JsonObject Objection(Guid account)
    {
        var json = AccountChanged(2_000_000);
        json["subject"] = $"account/{account}";
        json["data"]!["accountId"] = account;
        json["data"]!["profilingStatus"] = 712340002;
        return json;
    }
}
