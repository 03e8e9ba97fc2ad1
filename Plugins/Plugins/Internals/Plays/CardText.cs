using System.IO;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;
using System.Text;

namespace CrmInsights.Plugins;

/// <summary>The part of ci_insights that a play quotes.</summary>
[DataContract]
sealed class CardText
{
    [DataMember(Name = "churn")]
    public ChurnText? Churn { get; set; }

    /// <summary>The first reason of the churn risk; null where there is none, or the text is none of ours.</summary>
    public static string? FirstReason(string? insights)
    {
        if (string.IsNullOrWhiteSpace(insights)) return null;
        try
        {
            using var json = new MemoryStream(Encoding.UTF8.GetBytes(insights));
            var reasons = (new DataContractJsonSerializer(typeof(CardText)).ReadObject(json) as CardText)?.Churn?.Reasons;
            return reasons is { Length: > 0 } ? reasons[0].Text : null;
        }
        catch (SerializationException)
        {
            return null; // a play is worth starting without its reason
        }
    }

    [DataContract]
    internal sealed class ChurnText
    {
        [DataMember(Name = "reasons")]
        public ReasonText[]? Reasons { get; set; }
    }

    [DataContract]
    internal sealed class ReasonText
    {
        [DataMember(Name = "text")]
        public string? Text { get; set; }
    }
}
