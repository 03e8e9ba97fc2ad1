using System.Globalization;

namespace CrmInsights.Local.Hosting.Timers;

/// <summary>
/// A schedule in the six fields of NCRONTAB: second, minute, hour, day, month, day of week (0 or 7 is Sunday). A field is <c>*</c>, a number, a
/// range, a list of them, each with a step; months and days may be named by three letters. Unlike in Unix cron all fields must match.
/// </summary>
sealed class CronSchedule
{
    const int YearsAhead = 30;  // a 29 February on a given day of the week comes at least this often
    static readonly string[] s_months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    static readonly string[] s_days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    readonly ulong _seconds, _minutes, _hours, _days, _months, _weekdays;

    CronSchedule(string text, string[] fields)
    {
        _seconds = Field(text, fields[0], (0, 59), []);
        _minutes = Field(text, fields[1], (0, 59), []);
        _hours = Field(text, fields[2], (0, 23), []);
        _days = Field(text, fields[3], (1, 31), []);
        _months = Field(text, fields[4], (1, 12), s_months);
        var weekdays = Field(text, fields[5], (0, 7), s_days);
        _weekdays = weekdays | (weekdays >> 7 & 1);
    }

    /// <exception cref="FunctionHostException">The text is no schedule.</exception>
    public static CronSchedule Parse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return fields.Length == 6 ? new CronSchedule(text, fields) : throw Bad(text, $"it has {fields.Length} fields");
    }

    /// <summary>The first time of the schedule after <paramref name="after"/>, in UTC; null where there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var utc = after.UtcDateTime;
        var from = new DateTime(utc.Ticks - utc.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc).AddSeconds(1);
        for (var day = from.Date; day < from.Date.AddYears(YearsAhead); day = day.AddDays(1))
        {
            if (!MatchesDay(day)) continue;
            if (FirstIn(day == from.Date ? from.TimeOfDay : TimeSpan.Zero) is { } time) return new DateTimeOffset(day + time, TimeSpan.Zero);
        }
        return null;
    }

    bool MatchesDay(DateTime day) => Has(_months, day.Month) && Has(_days, day.Day) && Has(_weekdays, (int)day.DayOfWeek);

    TimeSpan? FirstIn(TimeSpan from)
    {
        for (var hour = from.Hours; hour < 24; hour++)
        {
            if (!Has(_hours, hour)) continue;
            for (var minute = hour == from.Hours ? from.Minutes : 0; minute < 60; minute++)
            {
                if (!Has(_minutes, minute)) continue;
                for (var second = hour == from.Hours && minute == from.Minutes ? from.Seconds : 0; second < 60; second++)
                {
                    if (Has(_seconds, second)) return new TimeSpan(hour, minute, second);
                }
            }
        }
        return null;
    }

    static bool Has(ulong set, int value) => (set >> value & 1) == 1;

    static ulong Field(string text, string field, (int Low, int High) range, string[] names)
    {
        var set = 0ul;
        foreach (var part in field.Split(','))
        {
            var (span, step) = part.Split('/') switch
            {
                [var all] => (all, 1),
                [var all, var every] when int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => (all, number),
                _ => throw Bad(text, $"'{part}' is no step"),
            };
            var (low, high) = Span(text, span, range, names);
            if (low == high && part.Contains('/', StringComparison.Ordinal)) high = range.High;     // 5/15: from 5 on
            for (var value = low; value <= high; value += step) set |= 1ul << value;
        }
        return set;
    }

    static (int Low, int High) Span(string text, string span, (int Low, int High) range, string[] names)
    {
        if (span == "*") return range;

        var ends = span.Split('-').Select(end => Value(text, end, range, names)).ToArray();
        return ends switch
        {
            [var one] => (one, one),
            [var low, var high] when low <= high => (low, high),
            _ => throw Bad(text, $"'{span}' is no range"),
        };
    }

    static int Value(string text, string value, (int Low, int High) range, string[] names)
    {
        var named = Array.FindIndex(names, name => value.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        if (named >= 0) return named + range.Low;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= range.Low && number <= range.High
            ? number : throw Bad(text, $"'{value}' is not between {range.Low} and {range.High}");
    }

    static FunctionHostException Bad(string text, string why) =>
        new($"The schedule '{text}' cannot be read: {why}. Expected six fields: second minute hour day month day-of-week, e.g. 0 */5 * * * *.");
}
