using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>A cutoff, what was known by then, and what customers bought in the horizon after it.</summary>
sealed class OfferWindow
{
    /// <summary>Customers looked at; of more those at even steps, which tells methods apart as well and takes seconds.</summary>
    public const int MostCustomers = 20_000;

    readonly OfferSettings _settings;
    readonly int _horizonDays;
    readonly OfferEligibility _sold;

    public OfferWindow(CustomerHistory[] all, (DateTimeOffset Cutoff, int HorizonDays) time, OfferSettings settings, RunContext run)
    {
        ((Cutoff, _horizonDays), _settings) = (time, settings);
        var population = Population.ToLearnFrom(all, Cutoff);
        Knowledge = OfferKnowledge.Learn(population, Cutoff, settings, run);
        // Whether a product was active at the time is not kept; what had been sold by then counts as active, for all methods alike.
        _sold = new OfferEligibility(Knowledge.Products.ToDictionary(product => product.ProductId, product => new ProductFacts(product.ProductId, "")));
        var step = Math.Max(1, (population.Length + MostCustomers - 1) / MostCustomers);
        Customers = [.. population.Where((_, index) => index % step == 0)];
    }

    public DateTimeOffset Cutoff { get; }

    public OfferKnowledge Knowledge { get; }

    /// <summary>Customers with an order by the cutoff, at most <see cref="MostCustomers"/>.</summary>
    public IReadOnlyList<CustomerHistory> Customers { get; }

    public OfferView View(CustomerHistory history)
    {
        var customer = new OfferCustomer(history, Cutoff, Knowledge.Statistics);
        return new OfferView(Knowledge, customer, product => customer.MayOffer(product, _sold, _settings), _horizonDays);
    }

    /// <summary>Products known by the cutoff that the customer bought in (cutoff, cutoff + horizon].</summary>
    public HashSet<Guid> Taken(CustomerHistory history)
    {
        var until = Cutoff.AddDays(_horizonDays);
        return [.. history.Orders.Where(order => order.OrderedOn > Cutoff && order.OrderedOn <= until).SelectMany(Population.Products).Where(Knowledge.Statistics.ContainsKey)];
    }

    /// <summary>Something of each customer, of more than <paramref name="most"/> those at even steps; in the order of the customers for any number of threads.</summary>
    public T[] Map<T>(int most, Func<CustomerHistory, T> of, RunContext run)
    {
        var step = Math.Max(1, (Customers.Count + most - 1) / most);
        var found = new T[(Customers.Count + step - 1) / step];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, run.MaxThreads), CancellationToken = run.Cancellation };
        Parallel.For(0, found.Length, threads, index => found[index] = of(Customers[index * step]));
        return found;
    }
}
