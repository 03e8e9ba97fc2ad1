using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Tests.Trees;

public sealed class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Does_every_part_of_every_round_once(int workers)
    {
        using var team = new ThreadTeam(workers);
        for (var round = 0; round < 2000; round++)
        {
            var done = new int[round % 40];
            team.Run(done.Length, part => Interlocked.Increment(ref done[part]));
            done.ShouldAllBe(times => times == 1);
        }
    }

    [Fact]
    public void A_worker_does_one_part_at_a_time()
    {
        using var team = new ThreadTeam(4);
        var (busy, collisions) = (new int[4], 0);
        team.Run(5000, (_, worker) =>
        {
            if (Interlocked.Increment(ref busy[worker]) != 1) Interlocked.Increment(ref collisions);
            Interlocked.Decrement(ref busy[worker]);
        });
        collisions.ShouldBe(0);
    }

    [Fact]
    public void Passes_on_what_went_wrong_in_a_helper()
    {
        var caller = Environment.CurrentManagedThreadId;
        Should.Throw<AggregateException>(() =>
        {
            using var team = new ThreadTeam(2);
            using var helped = new ManualResetEventSlim();
            team.Run(2, _ =>
            {
                if (Environment.CurrentManagedThreadId == caller)
                {
                    helped.Wait();
                    return;
                }
                helped.Set();
                throw new InvalidOperationException("wrong");
            });
        }).InnerException.ShouldBeOfType<InvalidOperationException>();
    }
}
