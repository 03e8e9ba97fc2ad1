using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class ForwardOfferTests : StepTest
{
    readonly Guid _id = Guid.NewGuid();
    readonly EntityReference _customer = new("account", Guid.NewGuid());
    readonly EntityReference _product = new("product", Guid.NewGuid());

    Entity Offer(EntityReference? account, EntityReference? contact = null) => new("ci_offer", _id)
    {
        ["ci_name"] = "Secret product",
        ["ci_reason"] = "secret words",
        ["ci_accountid"] = account,
        ["ci_contactid"] = contact,
        ["ci_productid"] = _product,
        ["ci_answer"] = new OptionSetValue(712340002),
        ["ci_answerreason"] = new OptionSetValue(712340001),
        ["ci_answeredon"] = Samples.CreatedOn,
        ["versionnumber"] = 5L,
    };

    [Fact]
    public void An_answer_is_told_without_names_and_words()
    {
        Run(new ForwardOffer(null, Samples.Key), "ci_offer", Offer(_customer));

        App.Only.Type.ShouldBe("crminsights.offer.changed");
        App.Only.Data.GetRawText().ShouldBe($$"""
            {"offerId":"{{_id}}","customerId":"{{_customer.Id}}","customerTable":"account","productId":"{{_product.Id}}","answer":712340002,
            "reason":712340001,"answeredOn":"2025-01-02T03:04:05.000Z"}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void An_answer_of_a_contact_names_the_contact()
    {
        Run(new ForwardOffer(null, Samples.Key), "ci_offer", Offer(account: null, new EntityReference("contact", Guid.NewGuid())));

        App.Only.Data.GetProperty("customerTable").GetString().ShouldBe("contact");
    }

    [Fact]
    public void An_offer_to_nobody_says_nothing()
    {
        Run(new ForwardOffer(null, Samples.Key), "ci_offer", Offer(account: null));

        App.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void A_deleted_answer_names_whose_it_was()
    {
        Context.PreEntityImages.Add("pre", new Entity("ci_offer", _id) { ["ci_accountid"] = _customer });
        Context.PrimaryEntityId = _id;

        Run(new ForwardOffer(null, Samples.Key), "ci_offer", row: null, "Delete");

        App.Only.Type.ShouldBe("crminsights.offer.deleted");
        App.Only.Data.GetProperty("parentId").GetGuid().ShouldBe(_customer.Id);
    }
}
