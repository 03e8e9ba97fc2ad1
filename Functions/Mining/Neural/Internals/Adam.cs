using System.Numerics;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>Adam's moments and step; every parameter by itself, so that vector widths do not show in the result.</summary>
sealed class Adam(int parameterCount, NeuralTraining training)
{
    const float FirstDecay = 0.9f;
    const float SecondDecay = 0.999f;
    const float Edge = 1e-8f;

    readonly float[] _first = new float[parameterCount];
    readonly float[] _second = new float[parameterCount];
    int _step;

    public void Move(Span<float> parameters, Span<float> gradient)
    {
        _step++;
        Cut(gradient);
        var rate = (float)(training.LearningRate / (1 - Math.Pow(FirstDecay, _step)));
        var unbias = (float)(1 / (1 - Math.Pow(SecondDecay, _step)));
        var keep = (float)(1 - training.LearningRate * training.WeightDecay);
        var lanes = Vector<float>.Count;
        var i = 0;
        for (; i <= parameters.Length - lanes; i += lanes)
        {
            var slope = new Vector<float>(gradient[i..]);
            var first = new Vector<float>(_first, i) * FirstDecay + slope * (1 - FirstDecay);
            var second = new Vector<float>(_second, i) * SecondDecay + slope * slope * (1 - SecondDecay);
            first.CopyTo(_first, i);
            second.CopyTo(_second, i);
            (new Vector<float>(parameters[i..]) * keep - first * rate / (Vector.SquareRoot(second * unbias) + new Vector<float>(Edge))).CopyTo(parameters[i..]);
        }
        for (; i < parameters.Length; i++)
        {
            _first[i] = _first[i] * FirstDecay + gradient[i] * (1 - FirstDecay);
            _second[i] = _second[i] * SecondDecay + gradient[i] * gradient[i] * (1 - SecondDecay);
            parameters[i] = parameters[i] * keep - _first[i] * rate / (MathF.Sqrt(_second[i] * unbias) + Edge);
        }
    }

    void Cut(Span<float> gradient)
    {
        var squares = 0.0;
        foreach (var slope in gradient) squares += (double)slope * slope;
        if (Math.Sqrt(squares) <= training.MaxGradientNorm) return;
        var share = (float)(training.MaxGradientNorm / Math.Sqrt(squares));
        for (var i = 0; i < gradient.Length; i++) gradient[i] *= share;
    }
}
