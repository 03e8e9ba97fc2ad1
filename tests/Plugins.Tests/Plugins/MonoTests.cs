using System.Diagnostics;
using CrmInsights.Plugins.Tests.Fakes;
using CrmInsights.Plugins.Tests.Sdk;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class MonoTests
{
    [MonoFact]
    public async Task The_shipped_assembly_sends_an_event_and_starts_a_play_on_a_framework_run_time()
    {
        await using var app = await LoopbackApp.StartAsync();
        var order = Guid.NewGuid();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        using var mono = Process.Start(new ProcessStartInfo(MonoFactAttribute.Program!, [Checkout.MonoProgram, app.Url, order.ToString()]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = mono.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = await mono.StandardError.ReadToEndAsync(patience.Token);
        await mono.WaitForExitAsync(patience.Token);

        mono.ExitCode.ShouldBe(0, errors);
        (await output).Split('\n').Count(line => line.StartsWith("task ", StringComparison.Ordinal) && line.Contains(": Secret Ltd: No order for 74 days", StringComparison.Ordinal)).ShouldBe(1);
        app.Only.Line.ShouldBe("POST /api/events");
        app.Only.Headers["Connection"].ShouldBe("close", StringCompareShould.IgnoreCase);
        app.Only.ShouldBeSignedWith(Samples.Key);
        app.Only.Data.GetRawText().ShouldBe($$"""
            {"orderId":"{{order}}","customerId":"{{Samples.Owner}}","customerTable":"account","orderedOn":"2025-01-02T03:04:05.000Z","stateCode":3,
            "currencyId":"{{Samples.Currency}}","exchangeRate":1.25,"totalBase":80.5,"discountBase":0}
            """.ReplaceLineEndings(""));
    }
}
