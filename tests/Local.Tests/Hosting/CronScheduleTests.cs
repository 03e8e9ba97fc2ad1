using System.Globalization;
using CrmInsights.Local.Hosting;
using CrmInsights.Local.Hosting.Timers;

namespace CrmInsights.Local.Tests.Hosting;

public sealed class CronScheduleTests
{
    // The first rows are the examples of the documentation of the timer trigger, "NCRONTAB examples".
    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-01T12:00:00", "2026-03-01T12:05:00")]
    [InlineData("0 0 * * * *", "2026-03-01T12:00:01", "2026-03-01T13:00:00")]
    [InlineData("0 0 */2 * * *", "2026-03-01T12:00:00", "2026-03-01T14:00:00")]
    [InlineData("0 0 9-17 * * *", "2026-03-01T17:00:00", "2026-03-02T09:00:00")]
    [InlineData("0 30 9 * * *", "2026-03-01T09:30:00", "2026-03-02T09:30:00")]
    [InlineData("0 30 9 * * 1-5", "2026-03-06T10:00:00", "2026-03-09T09:30:00")]
    [InlineData("0 30 9 * Jan Mon", "2026-03-01T00:00:00", "2027-01-04T09:30:00")]
    [InlineData("0 0 2 * * *", "2026-03-01T01:59:59.9", "2026-03-01T02:00:00")]
    [InlineData("0 0 0 29 2 *", "2026-03-01T00:00:00", "2028-02-29T00:00:00")]
    [InlineData("0 0 0 * * 7", "2026-03-01T00:00:00", "2026-03-08T00:00:00")]
    [InlineData("10/20 0 0 1 1 *", "2026-12-31T23:59:59", "2027-01-01T00:00:10")]
    [InlineData("1,58-59 * * * * *", "2026-03-01T00:00:01", "2026-03-01T00:00:58")]
    public void The_next_time_is_the_first_that_matches(string schedule, string after, string next)
    {
        CronSchedule.Parse(schedule).Next(Utc(after)).ShouldBe(Utc(next));
    }

    [Fact]
    public void The_next_time_agrees_with_a_walk_second_by_second()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 40; trial++)
        {
            var (second, minute, hour) = (random.Next(60), random.Next(60), random.Next(2, 24));
            var after = Utc("2026-02-27T00:00:00").AddSeconds(random.Next(86400));
            var walked = after.AddSeconds(1);
            while (walked.Second != second || walked.Minute % (minute + 1) != 0 || walked.Hour % hour != 0) walked = walked.AddSeconds(1);

            CronSchedule.Parse($"{second} */{minute + 1} */{hour} * * *").Next(after).ShouldBe(walked);
        }
    }

    [Fact]
    public void A_day_that_never_comes_has_no_next_time()
    {
        CronSchedule.Parse("0 0 0 30 2 *").Next(Utc("2026-03-01T00:00:00")).ShouldBeNull();
    }

    [Theory]
    [InlineData("*/5 * * * *", "5 fields")]
    [InlineData("0 60 * * * *", "'60'")]
    [InlineData("0 5-1 * * * *", "'5-1'")]
    [InlineData("0 */0 * * * *", "'*/0'")]
    public void What_is_no_schedule_is_refused_with_the_reason(string schedule, string part)
    {
        Should.Throw<FunctionHostException>(() => CronSchedule.Parse(schedule)).Message.ShouldContain(part);
    }

    static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
