using CrmInsights.Insights.Offers;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Tests.Offers;

/// <summary>Is the rule that was planted in the sample company found again?</summary>
public sealed class SampleOffersTests
{
    static readonly Guid s_diapers = SampleHistories.ProductId(SampleHistories.Truth.BasketIf);
    static readonly Guid s_beer = SampleHistories.ProductId(SampleHistories.Truth.BasketThen);
    static readonly OfferModel s_model = OfferModel.Train(SampleHistories.All, SampleHistories.Now, new OfferSettings(), new RunContext());

    [Fact]
    public void The_best_of_all_rules_joins_the_planted_pair() => s_model.Rules[0].If.Append(s_model.Rules[0].Then).Order().ShouldBe(new[] { s_diapers, s_beer }.Order());

    [Fact]
    public void The_planted_rule_is_found_with_its_probability()
    {
        var rule = s_model.Rules.First(rule => rule.Scope == RuleScope.Orders && rule.Then == s_beer);

        rule.If.ShouldBe([s_diapers]);
        // Some 1,500 orders hold diapers: the standard error of a share of 0.7 is 0.012; three of them.
        rule.Confidence.ShouldBe(SampleHistories.Truth.BasketProbability, tolerance: 0.036);
    }

    [Fact]
    public void Those_who_buy_diapers_without_beer_are_offered_beer_with_the_rule_quoted()
    {
        var eligibility = new OfferEligibility(SampleHistories.Products);
        var fitting = SampleHistories.All.Where(customer => Buys(customer, s_diapers) && !customer.Orders.SelectMany(order => order.Lines).Any(line => line.ProductId == s_beer))
            .Select(customer => s_model.Offer(customer, eligibility, SampleHistories.Now)[0]).ToArray();

        fitting.Length.ShouldBeGreaterThan(50);
        fitting.ShouldAllBe(offer => offer.ProductId == s_beer && offer.Reason.Contains("of orders with Diapers, case also hold Beer, crate"));
    }

    [Fact]
    public void Every_customer_gets_an_offer_within_its_bounds()
    {
        var eligibility = new OfferEligibility(SampleHistories.Products);
        var offers = SampleHistories.All.Where(customer => customer.Orders.Count > 0).Select(customer => s_model.Offer(customer, eligibility, SampleHistories.Now)).ToArray();

        offers.ShouldAllBe(some => some.Count >= 1 && some.Count <= OfferModel.MostOffers);
        offers.SelectMany(some => some).ShouldAllBe(offer => offer.Score >= 0 && offer.Score <= 100 && offer.Reason.Length <= 400 && offer.ExpectedRevenue >= 0);
    }

    static bool Buys(Insights.Customers.CustomerHistory customer, Guid product) =>
        customer.Orders.Where(order => (SampleHistories.Now - order.OrderedOn).TotalDays <= 365).SelectMany(order => order.Lines).Any(line => line.ProductId == product);
}
