using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Linear;

/// <summary>Data sets whose linear, Poisson and Gamma fits are printed in the literature. Decimals are taken times ten, so that a float holds them exactly.</summary>
static class PublishedRegressions
{
    /// <summary>Employment by price deflator (times ten), GNP, unemployed, armed forces, population, year: Longley (1967), JASA 62; NIST StRD, level of difficulty higher.</summary>
    public static TrainingData Longley()
    {
        float[] rows =
        [
            830, 234289, 2356, 1590, 107608, 1947, 885, 259426, 2325, 1456, 108632, 1948, 882, 258054, 3682, 1616, 109773, 1949,
            895, 284599, 3351, 1650, 110929, 1950, 962, 328975, 2099, 3099, 112075, 1951, 981, 346999, 1932, 3594, 113270, 1952,
            990, 365385, 1870, 3547, 115094, 1953, 1000, 363112, 3578, 3350, 116219, 1954, 1012, 397469, 2904, 3048, 117388, 1955,
            1046, 419180, 2822, 2857, 118734, 1956, 1084, 442769, 2936, 2798, 120445, 1957, 1108, 444546, 4681, 2637, 121950, 1958,
            1126, 482704, 3813, 2552, 123366, 1959, 1142, 502601, 3931, 2514, 125368, 1960, 1157, 518173, 4806, 2572, 127852, 1961,
            1169, 554894, 4007, 2827, 130081, 1962,
        ];
        float[] employed = [60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551];
        return new TrainingData { Features = new FeatureMatrix(rows, 16, 6), Labels = employed };
    }

    /// <summary>Ozone monitors, customer's measurement and NIST's, both times ten: Norris, NIST StRD, level of difficulty lower.</summary>
    public static TrainingData Norris()
    {
        float[] x =
        [
            2, 3374, 1182, 8846, 101, 2265, 6663, 9963, 4486, 7770, 5582, 4, 6, 7755, 6669, 3380, 4475, 116, 5560, 2281, 9958, 8876, 1202, 3, 3, 5568,
            3391, 8872, 9990, 7790, 111, 1183, 2292, 6691, 4489, 5,
        ];
        float[] y =
        [
            1, 3388, 1181, 8880, 92, 2281, 6685, 9985, 4491, 7789, 5592, 3, 1, 7781, 6688, 3393, 4489, 108, 5577, 2283, 9980, 8888, 1196, 3, 6, 5576,
            3393, 8880, 9985, 7789, 102, 1176, 2289, 6684, 4492, 2,
        ];
        return new TrainingData { Features = new FeatureMatrix(x, 36, 1), Labels = y };
    }

    /// <summary>Breaks of warp by wool (B), tension medium, tension high, nine looms each: R's warpbreaks; Tippett (1950), Technological Applications of Statistics.</summary>
    public static TrainingData WarpBreaks()
    {
        float[] breaks =
        [
            26, 30, 54, 25, 70, 52, 51, 26, 67, 18, 21, 29, 17, 12, 18, 35, 30, 36, 36, 21, 24, 18, 10, 43, 28, 15, 26,
            27, 14, 29, 19, 29, 31, 41, 20, 44, 42, 26, 19, 16, 39, 28, 21, 39, 29, 20, 21, 24, 17, 13, 15, 15, 16, 28,
        ];
        var rows = new float[54 * 3];
        for (var row = 0; row < 54; row++)
        {
            rows[row * 3] = row / 27;
            rows[row * 3 + 1] = row / 9 % 3 == 1 ? 1 : 0;
            rows[row * 3 + 2] = row / 9 % 3 == 2 ? 1 : 0;
        }
        return new TrainingData { Features = new FeatureMatrix(rows, 54, 3), Labels = breaks };
    }

    /// <summary>Clotting time of lot 1 by the logarithm of the plasma's concentration: McCullagh and Nelder (1989), section 8.4.2.</summary>
    public static TrainingData Clotting()
    {
        float[] concentration = [5, 10, 15, 20, 30, 40, 60, 80, 100];
        float[] time = [118, 58, 42, 35, 27, 25, 21, 19, 18];
        return new TrainingData { Features = new FeatureMatrix([.. concentration.Select(value => MathF.Log(value))], 9, 1), Labels = time };
    }
}
