namespace CrmInsights.Mining.Trees.Internals.Cart;

/// <summary>What a decision tree consists of.</summary>
sealed record CartContent(CartTask Task, CartNode[] Nodes, CartFeature[] Features);
