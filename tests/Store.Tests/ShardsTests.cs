namespace CrmInsights.Store.Tests;

public sealed class ShardsTests
{
    [Fact]
    public void Shards_are_those_of_the_documented_hash()
    {
        // FNV-1a 64 of sixteen zero bytes: the basis times the prime sixteen times, modulo 2^64.
        var hash = Enumerable.Range(0, 16).Aggregate(
            System.Numerics.BigInteger.Parse("14695981039346656037"),
            (value, _) => value * 1099511628211 % (System.Numerics.BigInteger.One << 64));

        Shards.Of(Guid.Empty, 16).ShouldBe((int)((uint)(hash & uint.MaxValue) ^ (uint)(hash >> 32)) & 15);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(7)]
    public void Consecutive_ids_spread_evenly(int count)
    {
        var sizes = Enumerable.Range(0, 7000).GroupBy(number => Shards.Of(new Guid(0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(number >> 8), (byte)number), count))
            .Select(group => group.Count()).ToList();

        // Five standard deviations of a binomial share.
        var spread = 5 * Math.Sqrt(7000.0 / count);
        sizes.Count.ShouldBe(count);
        sizes.ShouldAllBe(size => Math.Abs(size - 7000.0 / count) < spread);
    }
}
