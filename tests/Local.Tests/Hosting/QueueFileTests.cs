using CrmInsights.Local.Hosting.Queues;
using CrmInsights.Testing;

namespace CrmInsights.Local.Tests.Hosting;

public sealed class QueueFileTests : IDisposable
{
    static readonly TimeSpan s_lease = TimeSpan.FromMinutes(10);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crminsights-queues-");
    readonly SteppedClock _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_message_that_a_dead_owner_had_taken_is_free_for_the_next()
    {
        using var dead = Open();
        dead.PutAll("jobs", ["one"]);
        dead.Take("jobs", 10, s_lease).Count.ShouldBe(1);

        using var next = Open();

        next.Take("jobs", 10, s_lease).ShouldHaveSingleItem().DequeueCount.ShouldBe(2);
    }

    [Fact]
    public void A_taken_message_cannot_be_seen_until_its_lease_ends()
    {
        using var queues = Open();
        queues.PutAll("jobs", ["one"]);
        queues.Take("jobs", 10, s_lease);

        queues.Take("jobs", 10, s_lease).ShouldBeEmpty();
        _clock.Advance(s_lease);
        queues.Take("jobs", 10, s_lease).Count.ShouldBe(1);
    }

    [Fact]
    public void A_receipt_of_an_earlier_taking_deletes_nothing()
    {
        using var queues = Open();
        queues.PutAll("jobs", ["one"]);
        var late = queues.Take("jobs", 10, s_lease)[0];
        _clock.Advance(s_lease);
        queues.Take("jobs", 10, s_lease);

        queues.Delete(late);

        queues.Count("jobs").ShouldBe(1);
    }

    [Fact]
    public void Messages_come_oldest_first_and_expire_after_a_week()
    {
        using var queues = Open();
        queues.PutAll("jobs", ["one", "two", "three"]);

        queues.Take("jobs", 2, s_lease).Select(message => message.Wire).ShouldBe(["one", "two"]);
        _clock.Advance(TimeSpan.FromDays(7));
        queues.Take("jobs", 2, s_lease).ShouldBeEmpty();
    }

    QueueFile Open() => QueueFile.Open(Path.Combine(_folder.FullName, "queues.db"), _clock);
}
