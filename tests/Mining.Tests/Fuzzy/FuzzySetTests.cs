using CrmInsights.Mining.Fuzzy;

namespace CrmInsights.Mining.Tests.Fuzzy;

public sealed class FuzzySetTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0.5)]
    [InlineData(4, 1)]
    [InlineData(5, 0.75)]
    [InlineData(8, 0)]
    [InlineData(double.NaN, 0)]
    public void Triangle_rises_and_falls(double value, double degree) => FuzzySet.Triangle(2, 4, 8).Degree(value).ShouldBe(degree, 1e-15);

    [Fact]
    public void Trapezoid_may_have_steps_and_shoulders()
    {
        var set = FuzzySet.Trapezoid(double.NegativeInfinity, 3, 3, 5);

        set.Degree(-1e9).ShouldBe(1);
        set.Degree(4).ShouldBe(0.5);
        FuzzySet.Trapezoid(1, 1, 2, 2).Degree(1).ShouldBe(1);
        FuzzySet.Trapezoid(1, 1, 2, 2).Degree(0.999).ShouldBe(0);
    }

    [Fact]
    public void Bell_and_step_have_their_textbook_points()
    {
        FuzzySet.Gaussian(5, 2).Degree(5).ShouldBe(1);
        FuzzySet.Gaussian(5, 2).Degree(7).ShouldBe(Math.Exp(-0.5), 1e-15);
        FuzzySet.Sigmoid(2, 3).Degree(3).ShouldBe(0.5);
        FuzzySet.Sigmoid(-2, 3).Degree(1000).ShouldBe(0, 1e-15);
    }

    [Fact]
    public void Degrees_stay_between_0_and_1()
    {
        FuzzySet[] sets = [FuzzySet.Triangle(0, 1, 5), FuzzySet.Trapezoid(-3, 0, 0, 9), FuzzySet.Gaussian(2, 0.1), FuzzySet.Sigmoid(50, 1)];
        foreach (var set in sets)
            for (var value = -20.0; value < 20; value += 0.3) set.Degree(value).ShouldBeInRange(0, 1);
    }

    [Fact]
    public void Refuses_corners_that_fall_and_widths_of_0()
    {
        Should.Throw<ArgumentException>(() => FuzzySet.Triangle(3, 2, 4)).Message.ShouldContain("3, 2, 2, 4");
        Should.Throw<ArgumentOutOfRangeException>(() => FuzzySet.Gaussian(1, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => FuzzySet.Sigmoid(double.NaN, 0));
    }
}
