using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Neural;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Laws;

/// <summary>A fitted model of any kind: what it answers, and its file.</summary>
abstract record Learned
{
    /// <summary>All answers for one row: margins of an ensemble, else what the model predicts.</summary>
    public abstract double[] Answers(float[] row);

    public abstract Learned SavedAndLoaded();

    public byte[] Bytes()
    {
        using var stream = new MemoryStream();
        Save(stream);
        return stream.ToArray();
    }

    protected abstract void Save(Stream stream);

    public sealed record Ensemble(TreeEnsemble Model) : Learned
    {
        public override double[] Answers(float[] row)
        {
            var margins = new double[Model.OutputCount];
            Model.PredictMargins(row, margins);
            return margins;
        }

        public override Learned SavedAndLoaded() => new Ensemble(TreeEnsemble.Load(new MemoryStream(Bytes())));

        protected override void Save(Stream stream) => Model.Save(stream);
    }

    public sealed record Tree(DecisionTreeModel Model) : Learned
    {
        public override double[] Answers(float[] row)
        {
            if (Model.ClassCount == 0) return [Model.Predict(row)];
            var shares = new double[Model.ClassCount];
            Model.Probabilities(row, shares);
            return shares;
        }

        public override Learned SavedAndLoaded() => new Tree(DecisionTreeModel.Load(new MemoryStream(Bytes())));

        protected override void Save(Stream stream) => Model.Save(stream);
    }

    public sealed record Linear(LinearModel Model) : Learned
    {
        public override double[] Answers(float[] row) => [Model.Predict(row)];

        public override Learned SavedAndLoaded() => new Linear(LinearModel.Load(new MemoryStream(Bytes())));

        protected override void Save(Stream stream) => Model.Save(stream);
    }

    public sealed record Network(MultilayerPerceptronModel Model) : Learned
    {
        public override double[] Answers(float[] row)
        {
            var answers = new double[Model.OutputCount];
            Model.Predict(row, answers);
            return answers;
        }

        public override Learned SavedAndLoaded() => new Network(MultilayerPerceptronModel.Load(new MemoryStream(Bytes())));

        protected override void Save(Stream stream) => Model.Save(stream);
    }
}
