using System.Text;
using CrmInsights.Mining.Calibration;

namespace CrmInsights.Mining.Tests.Calibration;

public sealed class IsotonicCalibrationTests
{
    [Fact]
    public void Fulfils_the_min_max_formula()
    {
        // The solution is max over s <= i of min over t >= i of the mean of s..t: Barlow et al. (1972), theorem 1.4.
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var scores = Enumerable.Range(0, 25).Select(row => row + 0.5).ToArray();
            var labels = scores.Select(score => random.NextDouble() * 25 < score ? 1f : 0f).ToArray();

            var curve = IsotonicCalibration.Fit(scores, labels);

            for (var row = 0; row < 25; row++)
            {
                var expected = Enumerable.Range(0, row + 1).Max(from => Enumerable.Range(row, 25 - row).Min(to => (double)labels[from..(to + 1)].Average()));
                curve.Probability(scores[row]).ShouldBe(expected, 1e-6);
            }
        }
    }

    [Fact]
    public void Rows_of_equal_score_are_one_point_whatever_their_order()
    {
        var there = IsotonicCalibration.Fit([1, 1, 2, 2], [0, 1, 1, 1]);
        var back = IsotonicCalibration.Fit([2, 1, 2, 1], [1, 1, 1, 0]);

        there.Probability(1).ShouldBe(0.5);
        back.Probabilities.ToArray().ShouldBe(there.Probabilities.ToArray());
    }

    [Fact]
    public void Is_straight_between_its_points_and_level_outside()
    {
        var curve = IsotonicCalibration.Fit([0, 1], [0, 1]);

        curve.Probability(0.25).ShouldBe(0.25);
        curve.Probability(-9).ShouldBe(0);
        curve.Probability(9).ShouldBe(1);
    }

    [Fact]
    public void Survives_saving()
    {
        var curve = IsotonicCalibration.Fit([1, 2, 3, 4], [0, 1, 0, 1]);

        var loaded = IsotonicCurve.Load(new MemoryStream(Saved(curve)));

        loaded.Scores.ToArray().ShouldBe(curve.Scores.ToArray());
        loaded.Probability(2.5).ShouldBe(curve.Probability(2.5));
    }

    [Theory]
    [InlineData("\"scores\": [\n    0", "\"scores\": [\n    5", "scores")]
    [InlineData("\"probabilities\": [\n    0", "\"probabilities\": [\n    2", "probabilities")]
    [InlineData("isotonic", "isobaric", "format")]
    public void Refuses_a_damaged_file_and_names_the_field(string found, string put, string place)
    {
        var damaged = Encoding.UTF8.GetString(Saved(IsotonicCalibration.Fit([0, 1], [0, 1]))).ReplaceLineEndings("\n").Replace(found, put, StringComparison.Ordinal);

        Should.Throw<InvalidDataException>(() => IsotonicCurve.Load(new MemoryStream(Encoding.UTF8.GetBytes(damaged)))).Message.ShouldContain(place);
    }

    static byte[] Saved(IsotonicCurve curve)
    {
        using var stream = new MemoryStream();
        curve.Save(stream);
        return stream.ToArray();
    }
}
