using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Linear;

/// <summary>Data sets whose logistic fits are printed in the literature.</summary>
static class Published
{
    /// <summary>Temperature (Fahrenheit) and O-ring distress of the 23 flights before Challenger: Dalal, Fowlkes and Hoadley (1989), JASA 84(408).</summary>
    public static TrainingData Challenger()
    {
        float[] temperature = [66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58];
        float[] distress = [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1];
        return new TrainingData { Features = new FeatureMatrix(temperature, 23, 1), Labels = distress };
    }

    /// <summary>Grade point average, TUCE, PSI and whether the grade improved, 32 students: Spector and Mazzeo (1980), Journal of Economic Education 11(2).</summary>
    public static TrainingData SpectorMazzeo()
    {
        float[] rows =
        [
            2.66f, 20, 0, 2.89f, 22, 0, 3.28f, 24, 0, 2.92f, 12, 0, 4.00f, 21, 0, 2.86f, 17, 0, 2.76f, 17, 0, 2.87f, 21, 0,
            3.03f, 25, 0, 3.92f, 29, 0, 2.63f, 20, 0, 3.32f, 23, 0, 3.57f, 23, 0, 3.26f, 25, 0, 3.53f, 26, 0, 2.74f, 19, 0,
            2.75f, 25, 0, 2.83f, 19, 0, 3.12f, 23, 1, 3.16f, 25, 1, 2.06f, 22, 1, 3.62f, 28, 1, 2.89f, 14, 1, 3.51f, 26, 1,
            3.54f, 24, 1, 2.83f, 27, 1, 3.39f, 17, 1, 2.67f, 24, 1, 3.65f, 21, 1, 4.00f, 23, 1, 3.10f, 21, 1, 2.39f, 19, 1,
        ];
        float[] improved = [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 1, 0, 1];
        return new TrainingData { Features = new FeatureMatrix(rows, 32, 3), Labels = improved };
    }
}
