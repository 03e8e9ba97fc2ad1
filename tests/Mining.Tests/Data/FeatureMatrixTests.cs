using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Data;

public sealed class FeatureMatrixTests
{
    [Fact]
    public void Refuses_values_that_do_not_fit_its_shape() =>
        Should.Throw<ArgumentException>(() => new FeatureMatrix(new float[5], 2, 3)).Message.ShouldContain("5 values were given, 2 rows of 3 features need 6");

    [Fact]
    public void Reads_rows_and_columns()
    {
        var matrix = new FeatureMatrix([1, 2, 3, 4, 5, 6], 2, 3);

        matrix.Row(1).ToArray().ShouldBe([4, 5, 6]);
        matrix.Column(1).ShouldBe([2, 5]);
    }

    [Fact]
    public void Selects_columns_in_the_order_asked_for()
    {
        var chosen = new FeatureMatrix([1, 2, 3, 4, 5, 6], 2, 3).Select(2, 0);

        chosen.Row(0).ToArray().ShouldBe([3, 1]);
        chosen.Row(1).ToArray().ShouldBe([6, 4]);
    }

    [Fact]
    public void Holds_no_rows() => new FeatureMatrix([], 0, 3).Column(2).ShouldBeEmpty();
}
