using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Trees.Internals.Cart;

/// <summary>A decision tree as JSON: nodes from the root on, the left child right behind its parent.</summary>
static class CartFile
{
    const string Format = "crminsights-decisiontree";
    const int FormatVersion = 1;
    const int MostNodes = 1 << 24;

    public static void Write(Stream stream, CartContent content, DecisionTreeModel model)
    {
        var (task, nodes, features) = content;
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        writer.Text("criterion", task.Criterion.ToString());
        writer.Text("pruningCost", task.PruningCost.ToString());
        writer.Number("classes", task.ClassCount);
        writer.Number("center", task.Center);
        writer.Number("alpha", model.Alpha);
        writer.Numbers("hasMissing", [.. features.Select(feature => feature.HasMissing ? 1.0 : 0)]);
        writer.Numbers("categoryCounts", [.. features.Select(feature => feature.Categories?.Length ?? -1.0)]);
        writer.Numbers("categories", [.. features.SelectMany(feature => feature.Categories ?? []).Select(code => (double)code)]);
        writer.Numbers("splitFeatures", [.. nodes.Select(node => node.Split?.Feature ?? -1.0)]);
        writer.Numbers("rightChildren", [.. nodes.Select(node => (double)node.Right)]);
        writer.Numbers("rowCounts", [.. nodes.Select(node => (double)node.RowCount)]);
        writer.Numbers("totals", [.. nodes.SelectMany(node => node.Totals)]);
        CartSplit[] splits = [.. nodes.Select(node => node.Split).OfType<CartSplit>()];
        writer.Numbers("gains", [.. splits.Select(split => split.Gain)]);
        writer.Numbers("thresholds", [.. splits.Select(split => (double)split.Threshold)]);
        writer.Numbers("missingLeft", [.. splits.Select(split => split.MissingLeft ? 1.0 : 0)]);
        writer.Numbers("listedCounts", [.. splits.Select(split => split.Listed?.Length ?? 0.0)]);
        writer.Numbers("listed", [.. splits.SelectMany(split => split.Listed ?? []).Select(code => (double)code)]);
        WritePath(writer, model.PruningPath);
    }

    public static DecisionTreeModel Read(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var task = ReadTask(reader);
        var alpha = reader.Finite("alpha");
        reader.Require(alpha >= 0, "alpha", "a number of at least 0");
        var features = ReadFeatures(reader);
        var nodes = ReadNodes(reader, task, features);
        var path = ReadPath(reader);
        reader.End();
        return new DecisionTreeModel(task, nodes, features) { Alpha = alpha, PruningPath = path };
    }

    static CartTask ReadTask(StrictJsonReader reader)
    {
        reader.Require(Enum.TryParse<SplitCriterion>(reader.Text("criterion"), out var criterion) && Enum.IsDefined(criterion), "criterion", "Gini, Entropy or SquaredError");
        reader.Require(Enum.TryParse<PruningCost>(reader.Text("pruningCost"), out var cost) && Enum.IsDefined(cost), "pruningCost", "Impurity or Errors");
        var classes = WholeNumbers.ReadOne(reader, "classes", 0, 1_000);
        reader.Require(criterion == SplitCriterion.SquaredError ? classes == 0 : classes >= 2, "classes", "0 for SquaredError, else 2 or more");
        return new CartTask(criterion, cost, classes, reader.Finite("center"));
    }

    static CartFeature[] ReadFeatures(StrictJsonReader reader)
    {
        var missing = WholeNumbers.Read(reader, "hasMissing", 0, 1);
        var counts = WholeNumbers.Read(reader, "categoryCounts", -1, CartSamples.CategoryLimit);
        var codes = WholeNumbers.Read(reader, "categories", 0, CartSamples.CategoryLimit - 1);
        reader.Require(missing.Length > 0 && counts.Length == missing.Length, "categoryCounts", "one number a feature, as in \"hasMissing\", and at least one feature");
        reader.Require(codes.Length == counts.Sum(count => (long)Math.Max(0, count)), "categories", "as many codes as the counts say");
        var features = new CartFeature[missing.Length];
        for (var (feature, from) = (0, 0); feature < features.Length; feature++)
        {
            var own = counts[feature] < 0 ? null : codes[from..(from += counts[feature])];
            reader.Require(IsRising(own), "categories", "rising codes of each feature");
            features[feature] = new CartFeature(missing[feature] == 1, own);
        }
        return features;
    }

    static CartNode[] ReadNodes(StrictJsonReader reader, CartTask task, CartFeature[] features)
    {
        var splitFeatures = WholeNumbers.Read(reader, "splitFeatures", -1, features.Length - 1);
        var count = splitFeatures.Length;
        reader.Require(count is > 0 and <= MostNodes && count % 2 == 1, "splitFeatures", "an odd number of nodes");
        var right = WholeNumbers.Read(reader, "rightChildren", -1, count - 1);
        var rows = WholeNumbers.Read(reader, "rowCounts", 1, int.MaxValue);
        var totals = reader.FiniteNumbers("totals");
        reader.Require(right.Length == count, "rightChildren", $"{count} numbers, one a node");
        reader.Require(rows.Length == count, "rowCounts", $"{count} numbers, one a node");
        reader.Require(totals.Length == (long)count * task.Width, "totals", $"{task.Width} numbers a node");
        var splits = ReadSplits(reader, splitFeatures, features);
        var nodes = new CartNode[count];
        for (var (node, next) = (0, 0); node < count; node++)
        {
            var own = totals.AsSpan(node * task.Width, task.Width).ToArray();
            reader.Require(task.Weight(own) > 0 && (!task.IsClasses || own.All(total => total >= 0)), "totals", "weights above 0 in every node");
            var isLeaf = splitFeatures[node] < 0;
            nodes[node] = new CartNode(own, rows[node]) { Split = isLeaf ? null : splits[next++], Left = isLeaf ? -1 : node + 1, Right = right[node] };
        }
        reader.Require(IsTree(nodes), "rightChildren", "every node behind its parent, reached exactly once");
        return nodes;
    }

    static List<CartSplit> ReadSplits(StrictJsonReader reader, int[] splitFeatures, CartFeature[] features)
    {
        int[] own = [.. splitFeatures.Where(feature => feature >= 0)];
        var (gains, thresholds) = (reader.FiniteNumbers("gains"), reader.FiniteNumbers("thresholds"));
        var missingLeft = WholeNumbers.Read(reader, "missingLeft", 0, 1);
        var counts = WholeNumbers.Read(reader, "listedCounts", 0, CartSamples.CategoryLimit);
        var listed = WholeNumbers.Read(reader, "listed", 0, CartSamples.CategoryLimit - 1);
        reader.Require(gains.Length == own.Length, "gains", $"{own.Length} numbers, one a split");
        reader.Require(thresholds.Length == own.Length, "thresholds", $"{own.Length} numbers, one a split");
        reader.Require(missingLeft.Length == own.Length, "missingLeft", $"{own.Length} numbers, one a split");
        reader.Require(counts.Length == own.Length, "listedCounts", $"{own.Length} numbers, one a split");
        reader.Require(listed.Length == counts.Sum(count => (long)count), "listed", "as many codes as the counts say");
        var splits = new List<CartSplit>();
        for (var (i, from) = (0, 0); i < own.Length; from += counts[i], i++)
        {
            var codes = listed[from..(from + counts[i])];
            var isNumber = features[own[i]].Categories is null;
            reader.Require(isNumber == (codes.Length == 0) && IsRising(codes), "listed", "rising codes for a split on categories, none for one on a number");
            reader.Require(thresholds[i] == (float)thresholds[i], "thresholds", "numbers that a float holds exactly");
            splits.Add(new CartSplit(own[i], gains[i]) { Threshold = (float)thresholds[i], MissingLeft = missingLeft[i] == 1, Listed = isNumber ? null : codes });
        }
        return splits;
    }

    static bool IsTree(CartNode[] nodes)
    {
        var waiting = new Stack<int>([0]);
        var expected = 0;                                   // each subtree fills one stretch
        while (waiting.TryPop(out var node))
        {
            if (node != expected++) return false;
            if (nodes[node].Split is null && nodes[node].Right != -1) return false;
            if (nodes[node].Split is null) continue;
            if (nodes[node].Right <= node + 1) return false;
            waiting.Push(nodes[node].Right);
            waiting.Push(nodes[node].Left);
        }
        return expected == nodes.Length;
    }

    static bool IsRising(int[]? codes)
    {
        for (var i = 1; codes is not null && i < codes.Length; i++)
            if (codes[i] <= codes[i - 1]) return false;
        return true;
    }

    static void WritePath(StrictJsonWriter writer, IReadOnlyList<PruningStep> path)
    {
        writer.Numbers("pathAlphas", [.. path.Select(step => step.Alpha)]);
        writer.Numbers("pathLeafCounts", [.. path.Select(step => (double)step.LeafCount)]);
        writer.Numbers("pathCosts", [.. path.Select(step => step.Cost)]);
        writer.Numbers("pathHeldOutCosts", [.. path.Select(step => step.CrossValidatedCost).OfType<double>()]);
        writer.Numbers("pathHeldOutErrors", [.. path.Select(step => step.StandardError).OfType<double>()]);
    }

    static PruningStep[] ReadPath(StrictJsonReader reader)
    {
        var (alphas, costs) = (reader.FiniteNumbers("pathAlphas"), reader.FiniteNumbers("pathCosts"));
        var leaves = WholeNumbers.Read(reader, "pathLeafCounts", 1, MostNodes);
        var (held, errors) = (reader.FiniteNumbers("pathHeldOutCosts"), reader.FiniteNumbers("pathHeldOutErrors"));
        reader.Require(costs.Length == alphas.Length, "pathCosts", $"{alphas.Length} numbers");
        reader.Require(leaves.Length == alphas.Length, "pathLeafCounts", $"{alphas.Length} numbers");
        reader.Require(held.Length == 0 || held.Length == alphas.Length, "pathHeldOutCosts", $"none or {alphas.Length} numbers");
        reader.Require(errors.Length == held.Length, "pathHeldOutErrors", $"{held.Length} numbers");
        return [.. alphas.Select((alpha, i) => held.Length == 0 ? new PruningStep(alpha, leaves[i], costs[i]) : new PruningStep(alpha, leaves[i], costs[i], held[i], errors[i]))];
    }
}
