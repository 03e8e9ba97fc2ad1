using System;
using System.Globalization;

namespace CrmInsights.Plugins;

/// <summary>One chance to start a play for a customer: a crossing, or somebody who asks for it.</summary>
sealed class PlayOccasion
{
    PlayOccasion(Play play, PlayCustomer customer, DateTime time, object key)
    {
        Play = play;
        Customer = customer;
        Time = time;
        ActionId = DerivedId.Of("action", customer.Row.LogicalName, customer.Row.Id, key);
        ActivityId = DerivedId.Of("activity", customer.Row.LogicalName, customer.Row.Id, key);
    }

    public Play Play { get; }
    public PlayCustomer Customer { get; }
    public DateTime Time { get; }
    public Guid ActionId { get; }
    public Guid ActivityId { get; }

    /// <summary>Null where somebody asks.</summary>
    public Crossing? Crossing { get; private set; }

    /// <summary>Customer, new band and time of the insights name it: whichever play fits when the step runs again, there is one action.</summary>
    public static PlayOccasion Of(Crossing crossing, Play play, PlayCustomer customer, DateTime time) => new(play, customer, time, crossing.Key) { Crossing = crossing };

    /// <summary>A play is started by hand once a day and customer, however often the button is pressed.</summary>
    public static PlayOccasion ByHand(Play play, PlayCustomer customer, DateTime time) => new(play, customer, time, $"{play.Id}/{Day(time)}");

    public static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
