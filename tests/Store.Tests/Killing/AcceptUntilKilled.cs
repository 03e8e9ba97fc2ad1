using System.Globalization;
using CrmInsights.Store.Tests.Conformance;

namespace CrmInsights.Store.Tests.Killing;

/// <summary>The program that gets killed: accepts events in several loops at once and prints the number of each after it was accepted.</summary>
static class AcceptUntilKilled
{
    const int Loops = 16;

    public static InboxEvent Event(int number) =>
        Given.Order(number, Given.Account(number % 50), total: 1).Event(string.Create(CultureInfo.InvariantCulture, $"event-{number}"));

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var setting])
        {
            await Console.Error.WriteLineAsync("Expected one argument: the setting of the store.");
            return 2;
        }
        await using var store = await InsightStore.OpenAsync(setting, new StoreOptions(), CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, Loops).Select(loop => Task.Run(() => Accept(store, loop))));
        return 0;
    }

    static async Task Accept(InsightStore store, int loop)
    {
        for (var number = loop; number < 1_000_000; number += Loops)
        {
            await store.Inbox.AcceptAsync([Event(number)], CancellationToken.None);
            Console.Out.WriteLine(number.ToString(CultureInfo.InvariantCulture));
        }
    }
}
