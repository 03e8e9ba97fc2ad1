namespace CrmInsights.Packer.Tests.Checks;

/// <summary>One mistake each in otherwise sound sources: what is wrong is said with file and line.</summary>
public sealed class SpoiltSourcesTests
{
    const string Steps = "PluginAssemblies/steps.xml";
    const string Assembly = "PluginAssemblies/CrmInsights.Plugins.xml";
    const string Apis = "CustomApis/apis.xml";
    const string Form = "Entities/account/forms/crminsights.xml";
    const string View = "Entities/account/views/accounts-by-churn-risk.xml";
    const string Account = "Entities/account/entity.xml";
    const string Insights = "Columns/insights.xml";
    const string Reader = "Roles/CrmInsightsReader.xml";
    const string App = "AppModules/ci_CrmInsights.xml";
    const string ForwardAccountCreate = "message=\"Create\" stage=\"post-operation\"";

    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        // file, what stands there, what stands there instead, what the message says
        { Form, "<formid>", "<formular />\n<formid>", "<formular> is unknown in <systemform>" },
        { "Entities/ci_run/views/active-runs.xml", "<isprivate>", "<isbroken>1</isbroken><isprivate>", "<isbroken> is unknown in <savedquery>" },
        { "OptionSets/ci_churnband.xml", "<optionset ", "<optionset Colour=\"red\" ", "<optionset> has no attribute Colour" },
        { Reader, "name=\"CrmInsights Reader\" ", "", "<Role> needs the attribute name" },
        { "solution.xml", "<Managed>", "<Managed", "is not XML" },
        { Insights, "type=\"decimal\"", "type=\"number\"", "type=\"number\" is unknown; known are key, text" },
        { Insights, " min=\"0\"", "", "a decimal column needs the attribute min" },
        { Insights, "max=\"100\"", "max=\"many\"", "max=\"many\" is no number" },
        { Insights, "choice=\"ci_churnband\"", "choice=\"ci_mood\"", "the choice ci_mood is not defined" },
        { Insights, "target=\"ci_segment\"", "target=\"ci_cluster\"", "points to the table ci_cluster" },
        { Insights, "name=\"ci_churntrend\"", "name=\"ci_churnband\"", "the column ci_churnband of account is defined twice" },
        { Insights, "name=\"ci_modelversion\"", "name=\"modelversion\"", "does not start with the publisher's prefix ci_" },
        { Insights, "privacy=\"profile\"", "privacy=\"secret\"", "privacy=\"secret\" is unknown" },
        { Insights, "ci_segment_{table}_segmentid", "ci_segment_segmentid", "the relationship ci_segment_segmentid is defined twice" },
        { Insights, "set=\"external-id\"", "set=\"outside\"", "the column set outside is missing" },
        { Account, "stock=\"on\"", "stock=\"yes\"", "stock=\"yes\" is unknown; known are on, off" },
        { "Entities/ci_run/entity.xml", "set=\"ci_runs\" ", "", "a table of ours needs the attribute set" },
        { Reader, "level=\"Global\"", "level=\"Everywhere\"", "level=\"Everywhere\" is unknown" },
        { Account, "<keycolumn name=\"ci_externalid\"", "<keycolumn name=\"ci_number\"", "the key names the column ci_number" },
        { "OptionSets/ci_runstatus.xml", "value=\"712340003\"", "value=\"3\"", "the value 3 lies outside the publisher's range" },
        { Form, "datafieldname=\"telephone1\"", "datafieldname=\"telefon\"", "the form shows the column telefon" },
        { Form, "classid=\"{c3efe0c3-0ec6-42be-8349-cbd9079dfd8e}\"", "classid=\"{533b9e00-756b-4312-95a0-dc888637ac78}\"", "cannot show ci_churnscore" },
        { View, "<cell name=\"ci_churnband\"", "<cell name=\"ci_band\"", "the view names the column ci_band" },
        { View, "<order attribute=\"ci_churnscore\"", "<order attribute=\"ci_risk\"", "the view names the column ci_risk" },
        { View, "<entity name=\"account\">", "<entity name=\"contact\">", "the view of account fetches contact" },
        { View, "id=\"accountid\"", "id=\"contactid\"", "the row's id is contactid" },
        { Reader, "prvReadci_run", "prvReadci_walk", "the privilege prvReadci_walk" },
        { Steps, "kind=\"post\"", "kind=\"pre\"", "Create has no pre-image" },
        { Steps, "message=\"Delete\"", "message=\"Remove\"", "message=\"Remove\" is unknown" },
        { Steps, "class=\"ForwardContact\"", "class=\"ForwardLead\"", "the class ForwardLead is not declared" },
        { Steps, "columns=\"parentaccountid,ci_profilingstatus\"", "columns=\"parentid\"", "columns names the column parentid" },
        { Steps, "columns=\"parentaccountid,ci_profilingstatus\"", "columns=\"\"", "an image without columns" },
        { Steps, "filter=\"address1_country", "filter=\"address9_country", "filter names the column address9_country" },
        { Steps, "filter=\"address1_country", "filter=\"ci_churnband", "the filter names ci_churnband, which the app writes itself" },
        { Steps, "filter=\"address1_country", "filter=\"transactioncurrencyid", "the filter names transactioncurrencyid, which the app writes itself" },
        { Steps, "filter=\"customerid", "filter=\"totalamount", "which the platform rolls up" },
        { Steps, "mode=\"asynchronous\"", "mode=\"later\"", "mode=\"later\" is unknown" },
        { Steps, "stage=\"post-operation\"", "stage=\"pre-operation\"", "an asynchronous step runs only in post-operation" },
        { Steps, "table=\"account\"", "table=\"lead\"", "the table lead is neither defined here" },
        { Steps, "message=\"ci_ScoreAccount\"", "message=\"ci_ScoreContact\"", "ci_ScoreContact is bound to contact, the step is for account" },
        { Steps, "answers=\"app\" ", "", "the filter names ci_bandcrossedon, which the app writes itself" },
        { Apis, "<request name=\"Play\" ", "<request title=\"Play\" name=\"Play\" ", "<request> has no attribute title" },
        { Apis, "<description>", "<describe/>\n<description>", "<describe> is unknown in <api>" },
        { Apis, "type=\"String\"", "type=\"Text\"", "type=\"Text\" is unknown; known are Boolean" },
        { Apis, "name=\"ci_StartPlay\"", "name=\"StartPlay\"", "the name StartPlay does not start with the publisher's prefix" },
        { Apis, "table=\"account\"", "table=\"lead\"", "the table lead is neither defined here" },
        { Apis, "class=\"StartPlay\"", "class=\"Play\"", "the class Play is not declared" },
        { Apis, "<response name=\"Started\"", "<response name=\"ActionId\"", "ci_StartPlay has the response ActionId twice" },
        { "Entities/ci_action/entity.xml", "target=\"ci_play\"", "target=\"ci_game\"", "points to the table ci_game" },
        { Assembly, "Version=1.0.0.0", "Version=2.0.0.0", "FullName is \"CrmInsights.Plugins, Version=2.0.0.0" },
        { Assembly, "Name=\"CrmInsights.Plugins.ForwardOrder\"", "Name=\"CrmInsights.Plugins.ForwardLead\"", "the built assembly has no plug-in class CrmInsights.Plugins.ForwardLead" },
        { Assembly, "/CrmInsightsPlugins.dll", "/Plugins.dll", "FileName is /PluginAssemblies" },
        { "solution.xml", "schemaName=\"ci_segment\"", "schemaName=\"ci_cluster\"", "the root component 1 ci_cluster is in no source file" },
        { "solution.xml", "<Required type=\"1\" schemaName=\"salesorder\"", "<Required type=\"1\" schemaName=\"quote\"", "the dependency names the table quote" },
        { "solution.xml", "<Dependent type=\"10\" schemaName=\"ci_product_account_nextbestofferid\"", "<Dependent type=\"10\" schemaName=\"ci_gone\"", "the dependency names the relationship ci_gone" },
        { Reader, "id=\"{", "id=\"{x", "is no GUID" },
        { Form, "name=\"ci_CrmInsights.InsightsCard\"", "name=\"ci_CrmInsights.OtherCard\"", "the control ci_CrmInsights.OtherCard is neither packed here" },
        { Form, "<insights>ci_insights</insights>", "<text>ci_insights</text>", "has no property text; it has insights, computedOn" },
        { Form, "<insights>ci_insights</insights>", "<insights>ci_story</insights>", "is bound to the column ci_story, which account has not" },
        { Form, "<insights>ci_insights</insights>", "<insights>ci_churnscore</insights>", "insights takes Multiple, but ci_churnscore is of type decimal" },
        { Form, "forControl=\"{", "forControl=\"{0", "which is no control's uniqueid in this form" },
        { Form, "formFactor=\"0\"", "formFactor=\"9\"", "formFactor=\"9\" is unknown; known are 0, 1, 2" },
        { Form, "<controlDescription forControl", "<controlDescription solutionaction=\"Moved\" forControl", "solutionaction=\"Moved\" is unknown; known are Added" },
        { "solution.xml", "schemaName=\"ci_CrmInsights.InsightsCard\"", "schemaName=\"ci_CrmInsights.LostCard\"", "the root component 66 ci_CrmInsights.LostCard is in no source file and no built control; build Solution/Controls" },
        { App, "schemaName=\"ci_segment\"", "schemaName=\"ci_cluster\"", "the table ci_cluster is neither defined here" },
        { "AppModuleSiteMaps/ci_CrmInsights.xml", "Entity=\"ci_model\"", "Entity=\"ci_brain\"", "the table ci_brain is neither defined here" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_file_and_line(string file, string found, string replacement, string message)
    {
        using var copy = new SourceCopy();
        var line = copy.Replace(file, found, replacement);

        var problems = copy.Pack();

        problems.ShouldContain(problem => problem.File == "CrmInsights/" + file && problem.Line == line && problem.Message.Contains(message), $"among: {string.Join('\n', problems)}");
        Directory.Exists(copy.Output).ShouldBeFalse();
    }

    [Theory]
    [InlineData("solution.xml", "<Version>1.0.0.0</Version>", "<SolutionManifest>", "<SolutionManifest> needs a <Version>")]
    [InlineData(View, "<attribute name=\"ci_churnband\" />", "<cell name=\"ci_churnband\"", "the view shows ci_churnband, but does not fetch it")]
    public void What_is_missing_is_named_where_it_is_wanted(string file, string missing, string wanted, string message)
    {
        using var copy = new SourceCopy();
        copy.Replace(file, missing, "");
        var line = copy.Replace(file, wanted, wanted);

        copy.Pack().ShouldContain(problem => problem.File == "CrmInsights/" + file && problem.Line == line && problem.Message.StartsWith(message));
    }

    [Fact]
    public void An_element_out_of_order_is_named()
    {
        using var copy = new SourceCopy();
        var line = copy.Replace(View, "  <querytype>0</querytype>\n", "");
        copy.Replace(View, "<IsCustomizable>", "<querytype>0</querytype>\n  <IsCustomizable>");

        copy.Pack().ShouldContain(problem => problem.File == $"CrmInsights/{View}" && problem.Line == 4 && problem.Message == "<IsCustomizable> comes too late: it belongs before <querytype>.");
        line.ShouldBeGreaterThan(4);
    }

    [Fact]
    public void A_guid_used_twice_is_named_with_both_places()
    {
        using var copy = new SourceCopy();
        var view = XElement.Load(copy.PathOf(View)).Element("savedqueryid")!.Value;
        var form = XElement.Load(copy.PathOf(Form)).Descendants("formid").Single().Value;
        var line = copy.Replace(View, view, form);

        copy.Pack().ShouldContain(problem => problem.File == $"CrmInsights/{View}" && problem.Line == line && problem.Message.Contains($"is used twice, first in CrmInsights/{Form}("));
    }

    [Fact]
    public void A_post_image_on_delete_is_named()
    {
        using var copy = new SourceCopy();
        copy.Replace(Steps, ForwardAccountCreate, ForwardAccountCreate.Replace("Create", "Delete", StringComparison.Ordinal));

        copy.Pack().ShouldContain(problem => problem.File == $"CrmInsights/{Steps}" && problem.Line == 5 && problem.Message.StartsWith("Delete has no post-image"));
    }

    [Fact]
    public void A_class_without_a_step_is_named()
    {
        using var copy = new SourceCopy();
        var steps = XDocument.Load(copy.PathOf(Steps), LoadOptions.PreserveWhitespace);
        steps.Root!.Elements().Where(step => (string?)step.Attribute("class") == "GuardScores").Remove();
        steps.Save(copy.PathOf(Steps));

        copy.Pack().ShouldContain(problem => problem.File == $"CrmInsights/{Assembly}" && problem.Message.StartsWith("CrmInsights.Plugins.GuardScores has no step"));
    }

    [Fact]
    public void A_class_that_is_not_declared_is_named()
    {
        using var copy = new SourceCopy();
        var assembly = XDocument.Load(copy.PathOf(Assembly), LoadOptions.PreserveWhitespace);
        assembly.Descendants("PluginType").Last().Remove();
        assembly.Save(copy.PathOf(Assembly));

        copy.Pack().ShouldContain(problem => problem.File == $"CrmInsights/{Assembly}" && problem.Message.Contains("has the plug-in class CrmInsights.Plugins.RecordOutcome, which is not declared"));
    }

    [Theory]
    [InlineData("Entities/account/entity.xml")]
    [InlineData("solution.xml")]
    [InlineData("PluginAssemblies/steps.xml")]
    public void A_missing_file_is_named(string file)
    {
        using var copy = new SourceCopy();
        File.Delete(copy.PathOf(file));

        copy.Pack().ShouldContain(problem => problem.File == "CrmInsights/" + file && problem.Line == 1 && problem.Message.Contains("the file is missing"));
    }

    [Fact]
    public void A_missing_assembly_is_named()
    {
        using var copy = new SourceCopy();

        var problems = Packing.Run(copy.Options() with { Assembly = copy.PathOf("Absent.dll") });

        problems.Single().Message.ShouldBe("the plug-in assembly Absent.dll is missing; build Plugins first.");
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_named()
    {
        using var copy = new SourceCopy();

        var problems = Packing.Run(copy.Options() with { Assembly = copy.PathOf("solution.xml") });

        problems.Single().Message.ShouldBe("solution.xml is no .NET assembly.");
    }

    [Fact]
    public void A_role_copied_under_another_name_is_named()
    {
        using var copy = new SourceCopy();
        File.Copy(copy.PathOf(Reader), copy.PathOf("Roles/Second.xml"));

        copy.Pack().Single().ToString().ShouldStartWith("CrmInsights/Roles/Second.xml(2): error: the GUID");
    }

    [Fact]
    public void A_file_that_belongs_nowhere_is_named()
    {
        using var copy = new SourceCopy();
        File.WriteAllText(copy.PathOf("environmentvariabledefinitions/ci_FunctionsUrl/environmentvariablevalues.json"), "{}");

        copy.Pack().Single().ToString().ShouldStartWith("CrmInsights/environmentvariabledefinitions/ci_FunctionsUrl/environmentvariablevalues.json(1): error: no file of this name belongs here");
    }

    [Fact]
    public void Several_mistakes_are_named_at_once()
    {
        using var copy = new SourceCopy();
        copy.Replace(Form, "datafieldname=\"telephone1\"", "datafieldname=\"telefon\"");
        copy.Replace(Reader, "prvReadci_run", "prvReadci_walk");

        copy.Pack().Count.ShouldBe(2);
    }
}
