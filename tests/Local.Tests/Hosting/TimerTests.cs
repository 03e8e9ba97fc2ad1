using CrmInsights.Local.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmInsights.Local.Tests.Hosting;

public sealed class TimerTests
{
    const string EveryFiveMinutes = """{"bindings":[{"type":"timerTrigger","direction":"in","name":"timer","schedule":"0 */5 * * * *"}]}""";

    [Fact]
    public async Task A_timer_runs_when_its_time_comes_and_not_before()
    {
        await using var app = await HostedApp.StartAsync("Tick", EveryFiveMinutes);

        app.Clock.Advance(TimeSpan.FromSeconds(299));
        app.Handler.Calls.ShouldBeEmpty();
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        await app.Handler.WaitForCallsAsync(1);
        app.Handler.Calls.Single().Json["Data"]!["timer"]!["IsPastDue"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task A_timer_with_runOnStartup_runs_at_once()
    {
        await using var app = await HostedApp.StartAsync("Tick", EveryFiveMinutes.Replace("\"schedule\"", "\"runOnStartup\":true,\"schedule\"", StringComparison.Ordinal));

        await app.Handler.WaitForCallsAsync(1);
    }

    [Fact]
    public async Task A_run_that_was_missed_is_made_up_for_and_says_so()
    {
        await using var app = await HostedApp.StartAsync("Tick", EveryFiveMinutes);
        await app.Host.DisposeAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));

        await using var handler = new FakeHandler();
        await using var host = FunctionHost.Open(app.Options(), handler, NullLoggerFactory.Instance);
        await host.StartAsync(CancellationToken.None);

        await handler.WaitForCallsAsync(1);
        handler.Calls.Single().Json["Data"]!["timer"]!["IsPastDue"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_timer_is_told_when_it_last_ran()
    {
        await using var app = await HostedApp.StartAsync("Tick", EveryFiveMinutes);
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await app.Handler.WaitForCallsAsync(1);

        await app.Host.InvokeAsync("Tick", "", CancellationToken.None);

        app.Handler.Calls.Last().Json["Data"]!["timer"]!["ScheduleStatus"]!["Next"]!.GetValue<string>().ShouldStartWith("2026-03-01T12:");
    }

    [Fact]
    public async Task Timers_can_be_left_to_hands()
    {
        await using var app = await HostedApp.StartAsync("Tick", EveryFiveMinutes);
        await app.Host.DisposeAsync();
        await using var handler = new FakeHandler();
        await using var host = FunctionHost.Open(app.Options() with { RunTimers = false }, handler, NullLoggerFactory.Instance);
        await host.StartAsync(CancellationToken.None);
        app.Clock.Advance(TimeSpan.FromHours(1));

        (await host.InvokeAsync("Tick", "", CancellationToken.None)).ShouldBeTrue();

        handler.Calls.Count.ShouldBe(1);
    }
}
