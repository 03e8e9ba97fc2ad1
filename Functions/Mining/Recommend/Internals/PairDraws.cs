namespace CrmInsights.Mining.Recommend.Internals;

/// <summary>Draws an interaction, each as likely, and an item that its user does not have.</summary>
sealed class PairDraws
{
    readonly Interactions _interactions;
    readonly Random _random;
    readonly int[] _users;
    readonly int[] _items;

    public PairDraws(Interactions interactions, int seed)
    {
        _interactions = interactions;
        _random = new Random(seed);
        var (users, items) = (new List<int>(), new List<int>());
        for (var user = 0; user < interactions.UserCount; user++)
        {
            if (interactions.ItemsOf(user).Length == interactions.ItemCount) continue;     // nothing to rank below
            foreach (var item in interactions.ItemsOf(user))
            {
                users.Add(user);
                items.Add(item);
            }
        }
        (_users, _items) = ([.. users], [.. items]);
        if (_users.Length == 0) throw new ArgumentException("There is no user who has an item and lacks another; there is nothing to rank.");
    }

    public (int User, int Wanted, int Other) Next()
    {
        var drawn = _random.Next(_users.Length);
        var had = _interactions.ItemsOf(_users[drawn]);
        // The n-th item that is lacking: one more for each item had at or below it.
        var other = _random.Next(_interactions.ItemCount - had.Length);
        foreach (var item in had)
        {
            if (item > other) break;
            other++;
        }
        return (_users[drawn], _items[drawn], other);
    }
}
