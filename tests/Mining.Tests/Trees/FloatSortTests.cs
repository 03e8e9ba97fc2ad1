using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Tests.Trees;

public sealed class FloatSortTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(50_001)]
    public void Sorts_as_the_platform_does(int count)
    {
        var random = new Random(count);
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = random.Next(20) switch
        {
            0 => 0f,
            1 => float.PositiveInfinity,
            2 => float.NegativeInfinity,
            3 => float.Epsilon,
            _ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30))),
        };
        var expected = values.Order().ToArray();

        FloatSort.Sort(values);

        values.ShouldBe(expected);
    }
}
