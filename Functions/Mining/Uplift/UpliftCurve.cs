using CrmInsights.Mining.Data;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Mining.Uplift;

/// <summary>How well uplifts order customers, measured on rows that the model did not see.</summary>
/// <remarks>
/// Rows are taken from the highest uplift down, equal ones together; at the share s of all rows n1 of them are treated and n0 are not, with
/// outcomes adding up to y1 and y0. Where chances of treatment are given, a treated row counts 1 / chance and another 1 / (1 - chance). A group
/// without a row yet adds nothing. Areas are by trapezoids over s from 0 to 1.
/// </remarks>
public sealed class UpliftCurve
{
    readonly double[] _treated;                             // weights; 0 for the others
    readonly double[] _others;
    readonly double[] _uplifts;
    readonly float[] _outcomes;
    readonly int[] _order;

    UpliftCurve(double[] uplifts, UpliftData data)
    {
        (_uplifts, _outcomes) = (uplifts, data.Outcomes);
        (_treated, _others) = (new double[uplifts.Length], new double[uplifts.Length]);
        for (var row = 0; row < uplifts.Length; row++)
        {
            if (data.Treated[row]) _treated[row] = data.Propensities is null ? 1 : 1 / data.Propensities[row];
            else _others[row] = data.Propensities is null ? 1 : 1 / (1 - data.Propensities[row]);
        }
        _order = [.. Enumerable.Range(0, uplifts.Length).OrderByDescending(row => uplifts[row]).ThenBy(row => row)];
        Measure();
    }

    /// <summary>
    /// Qini coefficient: area between Q(s) = (y1 - y0 * n1 / n0) / N1 and the straight line to Q(1), N1 the treated of all rows. Additional
    /// outcome per treated row, averaged over shares; 0 for random order. Radcliffe (2007), Direct Marketing Analytics Journal.
    /// </summary>
    public double Qini { get; private set; }

    /// <summary>
    /// Area under the uplift curve U(s) = s * (y1 / n1 - y0 / n0): Rzepakowski and Jaroszewicz (2012), Knowledge and Information Systems 32.
    /// Random order has <see cref="RandomAuuc"/>.
    /// </summary>
    public double Auuc { get; private set; }

    /// <summary>Area under the uplift curve of a random order: half the difference of the groups' means.</summary>
    public double RandomAuuc { get; private set; }

    /// <summary>Measures an order.</summary>
    /// <param name="uplifts">Predicted effect of each row: out-of-fold, or on later rows.</param>
    /// <param name="data">The rows.</param>
    public static UpliftCurve Of(ReadOnlySpan<double> uplifts, UpliftData data)
    {
        data.Validate();
        if (uplifts.Length != data.Treated.Length) throw new ArgumentException($"{uplifts.Length} uplifts were given for {data.Treated.Length} rows.");
        for (var row = 0; row < uplifts.Length; row++)
            if (double.IsNaN(uplifts[row])) throw new ArgumentException($"The uplift of row {row} is not a number.");
        return new UpliftCurve(uplifts.ToArray(), data);
    }

    /// <summary>Bands of equal size, highest uplift first, with the observed effect in each and its bootstrap interval.</summary>
    /// <param name="bandCount">Bands, 10 for deciles; up to the number of rows.</param>
    /// <param name="options">Settings of the bootstrap.</param>
    /// <param name="run">Cancellation, progress and threads.</param>
    /// <exception cref="ArgumentException">A band lacks one of the groups.</exception>
    public IReadOnlyList<UpliftBand> Bands(int bandCount, BootstrapOptions options, RunContext run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bandCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bandCount, _order.Length);
        var bands = new UpliftBand[bandCount];
        for (var band = 0; band < bandCount; band++)
        {
            var rows = _order[(int)((long)band * _order.Length / bandCount)..(int)((long)(band + 1) * _order.Length / bandCount)];
            var treated = rows.Count(row => _treated[row] > 0);
            if (treated == 0 || treated == rows.Length)
                throw new ArgumentException($"Band {band} of {bandCount} has {treated} treated rows of {rows.Length}; both groups are needed. Take fewer bands.");
            var effect = Bootstrap.Of(rows.Length, picks => Effect(rows, picks), options with { Seed = options.Seed + band }, run.Part(band, bandCount));
            bands[band] = new UpliftBand(treated, rows.Length - treated, rows.Average(row => _uplifts[row]), effect);
        }
        return bands;
    }

    double Effect(int[] rows, ReadOnlySpan<int> picks)
    {
        var sums = new Sums();
        foreach (var pick in picks) Add(ref sums, rows[pick]);
        return sums.TreatedMean - sums.OthersMean;          // not a number where a group is missing, which draws again
    }

    void Measure()
    {
        var (total, sums, last) = (new Sums(), new Sums(), (Qini: 0.0, Uplift: 0.0));
        foreach (var row in _order) Add(ref total, row);
        for (var from = 0; from < _order.Length;)
        {
            var to = from;
            for (; to < _order.Length && _uplifts[_order[to]] == _uplifts[_order[from]]; to++) Add(ref sums, _order[to]);
            var width = (double)(to - from) / _order.Length;
            var qini = (sums.TreatedOutcome - (sums.Others > 0 ? sums.OthersMean * sums.Treated : 0)) / total.Treated;
            var uplift = (double)to / _order.Length * ((sums.Treated > 0 ? sums.TreatedMean : 0) - (sums.Others > 0 ? sums.OthersMean : 0));
            Qini += width * (last.Qini + qini) / 2;
            Auuc += width * (last.Uplift + uplift) / 2;
            (last, from) = ((qini, uplift), to);
        }
        Qini -= last.Qini / 2;
        RandomAuuc = last.Uplift / 2;
    }

    void Add(ref Sums sums, int row)
    {
        sums.Treated += _treated[row];
        sums.TreatedOutcome += _treated[row] * _outcomes[row];
        sums.Others += _others[row];
        sums.OthersOutcome += _others[row] * _outcomes[row];
    }

    struct Sums
    {
        public double Treated, TreatedOutcome, Others, OthersOutcome;

        public readonly double TreatedMean => TreatedOutcome / Treated;

        public readonly double OthersMean => OthersOutcome / Others;
    }
}

/// <summary>One band of customers with about the same predicted uplift.</summary>
/// <param name="Treated">Treated rows in the band.</param>
/// <param name="Others">Rows not treated.</param>
/// <param name="MeanPredicted">Mean of their predicted uplifts.</param>
/// <param name="Observed">Difference of the mean outcomes of both groups.</param>
public readonly record struct UpliftBand(int Treated, int Others, double MeanPredicted, Interval Observed);
