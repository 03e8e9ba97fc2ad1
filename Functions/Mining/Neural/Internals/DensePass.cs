using System.Numerics;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>Scratch of one row on its way through a <see cref="DenseNetwork{T}"/>.</summary>
sealed class DensePass<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public DensePass(DenseNetwork<T> network)
    {
        Positions = new int[network.CategoricalCount];
        Values = Array.ConvertAll(network.Sizes, size => new T[size]);
        Slopes = Array.ConvertAll(network.Sizes, size => new T[size]);
        Kept = Array.ConvertAll(network.Sizes[1..^1], size =>
        {
            var all = new T[size];
            Array.Fill(all, T.One);
            return all;
        });
    }

    /// <summary>Position of each categorical feature.</summary>
    public int[] Positions { get; }

    /// <summary>Values of the input and of each layer.</summary>
    public T[][] Values { get; }

    /// <summary>Derivatives of the loss by each value.</summary>
    public T[][] Slopes { get; }

    /// <summary>Factor of each hidden unit: 1, or with dropout 0 and 1 / (1 - share).</summary>
    public T[][] Kept { get; }

    public T[] Outputs => Values[^1];

    public T[] OutputSlopes => Slopes[^1];

    /// <summary>Leaves out hidden units at random.</summary>
    public void Drop(double share, Random random)
    {
        var scale = T.CreateTruncating(1 / (1 - share));
        foreach (var layer in Kept)
            for (var unit = 0; unit < layer.Length; unit++) layer[unit] = random.NextDouble() < share ? T.Zero : scale;
    }

    /// <summary>Uses all hidden units again.</summary>
    public void Keep()
    {
        foreach (var layer in Kept) Array.Fill(layer, T.One);
    }
}
