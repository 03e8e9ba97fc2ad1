namespace CrmInsights.Mining.Linear.Internals;

/// <summary>Symmetric positive systems. An empty row and column (a constant feature) is left out: its solution is 0.</summary>
static class Cholesky
{
    /// <summary>Solves matrix * x = right.</summary>
    /// <exception cref="InvalidOperationException">A row is a combination of rows before it.</exception>
    public static double[] Solve(double[] matrix, double[] right)
    {
        var root = Factor(matrix, right.Length);
        return Substitute(root, right);
    }

    /// <summary>Inverse of <paramref name="factor"/> times the matrix.</summary>
    public static double[] Invert(double[] matrix, double factor)
    {
        var size = (int)Math.Sqrt(matrix.Length);
        var root = Factor(matrix, size);
        var inverse = new double[matrix.Length];
        for (var column = 0; column < size; column++)
        {
            var unit = new double[size];
            unit[column] = 1;
            var solution = Substitute(root, unit);
            for (var row = 0; row < size; row++) inverse[row * size + column] = solution[row] / factor;
        }
        return inverse;
    }

    static double[] Factor(double[] matrix, int size)
    {
        var root = new double[matrix.Length];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < i; j++)
                root[i * size + j] = root[j * size + j] == 0 ? 0 : Rest(matrix, root, size, i, j) / root[j * size + j];
            root[i * size + i] = Pivot(matrix[i * size + i], Rest(matrix, root, size, i, i), i);
        }
        return root;
    }

    static double Rest(double[] matrix, double[] root, int size, int i, int j)
    {
        var rest = matrix[i * size + j];
        for (var k = 0; k < j; k++) rest -= root[i * size + k] * root[j * size + k];
        return rest;
    }

    static double Pivot(double diagonal, double rest, int row)
    {
        if (diagonal == 0) return 0;
        if (rest > 1e-12 * diagonal) return Math.Sqrt(rest);
        throw new InvalidOperationException(row == 0
            ? "The fit has no room left: every probability is 0 or 1. Set a ridge penalty (L2) above 0."
            : $"Feature {row - 1} is a combination of the features before it, or separates the classes; leave it out or set a ridge penalty (L2) above 0.");
    }

    static double[] Substitute(double[] root, double[] right)
    {
        var size = right.Length;
        var x = (double[])right.Clone();
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < i; k++) x[i] -= root[i * size + k] * x[k];
            x[i] = root[i * size + i] == 0 ? 0 : x[i] / root[i * size + i];
        }
        for (var i = size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < size; k++) x[i] -= root[k * size + i] * x[k];
            x[i] = root[i * size + i] == 0 ? 0 : x[i] / root[i * size + i];
        }
        return x;
    }
}
