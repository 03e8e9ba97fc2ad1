namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>A period relative to now, in UTC: from the first moment up to, and without, the last. Null is without end.</summary>
sealed record RelativePeriod(DateTime? From, DateTime? To)
{
    /// <summary>A named period; weeks begin on Sunday, as in a new Dataverse organisation.</summary>
    public static RelativePeriod Of(string name, DateTime now)
    {
        var today = now.Date;
        var week = today.AddDays(-(int)today.DayOfWeek);
        var month = new DateTime(today.Year, today.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        var year = new DateTime(today.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return name switch
        {
            "Today" => Days(today, 1),
            "Yesterday" => Days(today.AddDays(-1), 1),
            "Tomorrow" => Days(today.AddDays(1), 1),
            "Last7Days" => new(today.AddDays(-7), now),
            "Next7Days" => new(now, today.AddDays(8)),
            "LastWeek" => Days(week.AddDays(-7), 7),
            "ThisWeek" => Days(week, 7),
            "NextWeek" => Days(week.AddDays(7), 7),
            "LastMonth" => new(month.AddMonths(-1), month),
            "ThisMonth" => new(month, month.AddMonths(1)),
            "NextMonth" => new(month.AddMonths(1), month.AddMonths(2)),
            "LastYear" => new(year.AddYears(-1), year),
            "ThisYear" => new(year, year.AddYears(1)),
            _ => new(year.AddYears(1), year.AddYears(2)),
        };
    }

    /// <summary>A period such as LastXDays: whole days before today, and today up to now.</summary>
    public static RelativePeriod Of(string name, int count, DateTime now)
    {
        var unit = name[(name.IndexOf('X', StringComparison.Ordinal) + 1)..];
        var wholeDays = unit is not ("Hours" or "Minutes");
        if (name.StartsWith("OlderThan", StringComparison.Ordinal)) return new(null, Move(wholeDays ? now.Date : now, unit, -count));
        return name.StartsWith("Last", StringComparison.Ordinal)
            ? new(Move(wholeDays ? now.Date : now, unit, -count), now)
            : new(now, Move(wholeDays ? now.Date.AddDays(1) : now, unit, count));
    }

    static RelativePeriod Days(DateTime from, int count) => new(from, from.AddDays(count));

    static DateTime Move(DateTime from, string unit, int count)
    {
        try
        {
            return unit switch
            {
                "Minutes" => from.AddMinutes(count),
                "Hours" => from.AddHours(count),
                "Days" => from.AddDays(count),
                "Weeks" => from.AddDays(7L * count),
                "Months" => from.AddMonths(count),
                _ => from.AddYears(count),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            throw WebApiException.OData($"{count} {unit} lead outside of the calendar.");
        }
    }
}
