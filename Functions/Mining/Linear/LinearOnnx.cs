using CrmInsights.Mining.Internals.Onnx;

namespace CrmInsights.Mining.Linear;

/// <summary>Writes a generalised linear model as ONNX.</summary>
/// <remarks>Operators Imputer (missing values become the training means) and LinearRegressor of ai.onnx.ml version 1, then Sigmoid, Exp or Identity. ONNX
/// runtimes compute in floats, so answers agree to about seven digits of the largest term.</remarks>
public static class LinearOnnx
{
    /// <summary>Writes the model: input <c>features</c> (rows of floats, NaN = missing), outputs <c>margins</c> and <c>predictions</c>.</summary>
    public static void Save(LinearModel model, Stream stream)
    {
        var imputer = new OnnxNode("Imputer", OnnxModel.Features, "known", isMachineLearning: true)
            .With("imputed_value_floats", model.Means.ToArray().Select(mean => (float)mean)).With("replaced_value_float", float.NaN);
        var linear = new OnnxNode("LinearRegressor", "known", OnnxModel.Margins, isMachineLearning: true)
            .With("coefficients", model.Weights.ToArray().Select(weight => (float)weight)).With("intercepts", [(float)model.Intercept]).With("targets", 1L).With("post_transform", "NONE");
        var link = model.Family switch { LinearFamily.Logistic => "Sigmoid", LinearFamily.Gaussian => "Identity", _ => "Exp" };
        OnnxModel.Write(stream, model.FeatureCount, 1, [imputer, linear, new OnnxNode(link, OnnxModel.Margins, OnnxModel.Predictions)]);
    }
}
