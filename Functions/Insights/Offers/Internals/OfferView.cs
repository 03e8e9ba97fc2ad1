using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>What speaks for offering a product to one customer, looked up once for all methods. Only what may be offered is in it.</summary>
sealed class OfferView
{
    const int MostPopular = 20;
    const double LikenessScale = 100;
    const double LeastShare = 1e-6;
    const double LeastChance = 1e-6;
    const double HalfLifeDays = 90;

    static readonly NextBasketOptions s_ownHabits = new() { NeighbourCount = 0, OwnShare = 1 };

    readonly OfferKnowledge _knowledge;
    readonly Func<Guid, bool> _mayOffer;
    readonly int _horizonDays;
    readonly double[] _likeness;
    readonly Dictionary<Guid, double> _habits;
    readonly (float Idle, float Active) _rhythm;
    readonly int[] _lastOrder;
    readonly Lazy<IReadOnlyList<(Guid Product, float[] Row)>> _candidates;

    public OfferView(OfferKnowledge knowledge, OfferCustomer customer, Func<Guid, bool> mayOffer, int horizonDays)
    {
        (_knowledge, Customer, _mayOffer, _horizonDays) = (knowledge, customer, mayOffer, horizonDays);
        Rules = BestRules();
        _likeness = Likeness();
        _habits = Habits();
        _rhythm = Rhythm();
        _lastOrder = LastOrder();
        _candidates = new(() => [.. Worth().Select(product => (product, Row(product)))]);
    }

    public OfferCustomer Customer { get; }

    /// <summary>The best rule that fits, by the product it speaks for.</summary>
    public IReadOnlyDictionary<Guid, OfferRule> Rules { get; }

    /// <summary>Products that may be offered, the most popular of late first.</summary>
    public IEnumerable<ProductStatistics> Popular => _knowledge.Products.Where(product => _mayOffer(product.ProductId));

    public ProductStatistics Statistics(Guid product) => _knowledge.Statistics[product];

    /// <summary>Products worth weighing, with their rows: those that anything speaks for, and the most popular; by id.</summary>
    public IReadOnlyList<(Guid Product, float[] Row)> Candidates => _candidates.Value;

    IEnumerable<Guid> Worth()
    {
        var found = new SortedSet<Guid>(Rules.Keys);
        found.UnionWith(Customer.Bought.Where(_mayOffer));
        for (var code = 0; code < _likeness.Length; code++)
            if (_likeness[code] > 0 && _mayOffer(_knowledge.IdOf(code))) found.Add(_knowledge.IdOf(code));
        found.UnionWith((_knowledge.FollowUps?.After(_lastOrder) ?? []).Select(_knowledge.IdOf).Where(_mayOffer));
        found.UnionWith(Popular.Take(MostPopular).Select(product => product.ProductId));
        return found.Where(_knowledge.Statistics.ContainsKey);
    }

    /// <summary>The columns of <see cref="SignalColumns"/>.</summary>
    public float[] Row(Guid product)
    {
        var row = new float[SignalColumns.Count];
        (row[SignalColumns.Idle], row[SignalColumns.Active]) = _rhythm;
        row[SignalColumns.Share] = (float)Math.Log(Math.Max(LeastShare, _knowledge.Statistics[product].RecentShare));
        row[SignalColumns.Rule] = Rules.TryGetValue(product, out var rule) ? (float)Math.Log(1 + Strength(rule)) : 0;
        row[SignalColumns.Neighbour] = _likeness.Length == 0 ? 0 : (float)Math.Log(1 + LikenessScale * _likeness[_knowledge.CodeOf(product)]);
        row[SignalColumns.Next] = (float)(_knowledge.FollowUps?.Pull(_lastOrder, _knowledge.CodeOf(product)) ?? 0);
        if (Customer.LastBought(product) is not { } bought) return row;
        row[SignalColumns.Bought] = 1;
        row[SignalColumns.Habit] = (float)_habits.GetValueOrDefault(product);
        row[SignalColumns.Due] = (float)Math.Log(Math.Max(LeastChance, DueAgain(product, Customer.DaysSince(bought))));
        return row;
    }

    /// <summary>Score of the rule for this customer: a product bought before counts half, since that is a reminder.</summary>
    public double Strength(OfferRule rule) => Math.Round(rule.Score * (Customer.LastBought(rule.Then) is null ? 1 : 0.5), 2);

    /// <summary>Products bought of late that the product goes with, the strongest tie first.</summary>
    public IEnumerable<Guid> GoesWith(Guid product)
    {
        if (_knowledge.Neighbours is not { } neighbours) return [];
        var wanted = _knowledge.CodeOf(product);
        return Customer.Bought.Where(Customer.BoughtLately).Select(bought => (bought, Tie: Tie(neighbours, bought, wanted))).Where(pair => pair.Tie > 0)
            .OrderByDescending(pair => pair.Tie).ThenBy(pair => pair.bought).Select(pair => pair.bought);
    }

    /// <summary>The product of the last order after which this one follows most often, with the orders that followed and how many of them held it.</summary>
    public (Guid After, int Followed, int Held)? Follows(Guid product) =>
        _knowledge.FollowUps?.Strongest(_lastOrder, _knowledge.CodeOf(product)) is { } found ? (_knowledge.IdOf(found.After), found.Followed, found.Held) : null;

    double Tie(ItemNeighboursModel neighbours, Guid bought, int wanted)
    {
        if (_knowledge.CodeOf(bought) is not (var code and >= 0)) return 0;
        var place = neighbours.NeighboursOf(code).IndexOf(wanted);
        return place < 0 ? 0 : neighbours.SimilaritiesOf(code)[place] * Fading(bought);
    }

    double Fading(Guid bought) => Math.Pow(2, -Customer.DaysSince(Customer.LastBought(bought)!.Value) / HalfLifeDays);

    double DueAgain(Guid product, double elapsed) => _knowledge.Waits is { } waits ? waits.After(_knowledge.CodeOf(product)).ProbabilityWithin(elapsed, _horizonDays) : LeastChance;

    Dictionary<Guid, OfferRule> BestRules()
    {
        var best = new Dictionary<Guid, OfferRule>();
        foreach (var rule in _knowledge.Rules)
            if (!best.ContainsKey(rule.Then) && Customer.Buys(rule.If) && _mayOffer(rule.Then)) best[rule.Then] = rule;
        return best;
    }

    double[] Likeness()
    {
        if (_knowledge.Neighbours is not { } neighbours) return [];
        var scores = new double[neighbours.ItemCount];
        Guid[] bought = [.. Customer.Bought.Where(product => Customer.BoughtLately(product) && _knowledge.CodeOf(product) >= 0).Order()];
        neighbours.Score([.. bought.Select(_knowledge.CodeOf)], [.. bought.Select(Fading)], scores);
        return scores;
    }

    /// <summary>The customer's own habits, over numbers of its own products only: cheap, and the model holds nobody's history.</summary>
    Dictionary<Guid, double> Habits()
    {
        if (_knowledge.Waits is null) return [];
        Guid[] own = [.. Customer.Bought.Order()];
        var builder = new SequenceDatabaseBuilder();
        foreach (var order in Customer.Orders)
        {
            var isEmpty = true;
            foreach (var product in Population.Products(order))
            {
                builder.AddItem(Array.BinarySearch(own, product));
                isEmpty = false;
            }
            if (!isEmpty) builder.EndElement();
        }
        builder.EndSequence();
        var habits = NextBasket.Fit(builder.Build(), s_ownHabits, new RunContext());
        var strengths = new Dictionary<Guid, double>();
        for (var place = 0; place < habits.ItemsOf(0).Length; place++) strengths[own[habits.ItemsOf(0)[place]]] = habits.HabitsOf(0)[place];
        return strengths;
    }

    int[] LastOrder() => Customer.Orders.LastOrDefault(order => Population.Products(order).Any()) is not { } last
        ? []
        : [.. Population.Products(last).Select(_knowledge.CodeOf).Where(code => code >= 0).Order()];

    (float Idle, float Active) Rhythm()
    {
        if (Customer.Orders.Count == 0) return (0, 0);
        var days = Customer.Orders.Where(order => Customer.DaysSince(order.OrderedOn) <= _horizonDays).Select(order => PurchaseView.DayOf(order.OrderedOn)).Distinct().Count();
        return ((float)Math.Log(1 + Customer.DaysSince(Customer.Orders[^1].OrderedOn)), (float)Math.Log(1 + days));
    }
}
