namespace CrmInsights.Packer.Tests.Checks;

/// <summary>One mistake each in otherwise sound built controls and in the forms that use them.</summary>
public sealed class SpoiltControlsTests
{
    const string Form = "Entities/account/forms/crminsights.xml";
    const string Manifest = "InsightsCard/ControlManifest.xml";

    static string In(SourceCopy copy, string file) => Path.Combine(copy.Controls, file);

    [Fact]
    public void A_file_that_the_manifest_names_and_that_is_missing_is_named()
    {
        using var copy = new SourceCopy();
        File.Delete(In(copy, "InsightsCard/bundle.js"));
        var line = 1 + Array.FindIndex(File.ReadAllLines(In(copy, Manifest)), text => text.Contains("bundle.js", StringComparison.Ordinal));

        var problem = copy.Pack().Single();

        problem.File.ShouldEndWith("controls/" + Manifest);
        problem.Line.ShouldBe(line);
        problem.Message.ShouldStartWith("the file bundle.js of the control CrmInsights.InsightsCard is missing");
    }

    [Fact]
    public void A_file_that_no_manifest_names_is_named()
    {
        using var copy = new SourceCopy();
        File.WriteAllText(In(copy, "InsightsCard/extra.css"), "p { color: red }");

        copy.Pack().Single().Message.ShouldStartWith("the file extra.css is not named by the manifest");
    }

    [Fact]
    public void A_manifest_that_is_no_manifest_is_named()
    {
        using var copy = new SourceCopy();
        File.WriteAllText(In(copy, Manifest), "<manifest>\n  <controls /></manifest>");

        copy.Pack().ShouldContain(problem => problem.File.EndsWith(Manifest, StringComparison.Ordinal) && problem.Line == 1 && problem.Message.StartsWith("the manifest has no <control>"));
    }

    [Fact]
    public void A_control_without_its_required_column_is_named()
    {
        using var copy = new SourceCopy();
        var line = copy.Replace(Form, "<customControl formFactor=\"0\"", "<customControl formFactor=\"0\"");
        copy.Replace(Form, "              <insights>ci_insights</insights>\n", "");

        copy.Pack().ShouldContain(problem => problem.File == "CrmInsights/" + Form && problem.Line == line && problem.Message == "the control ci_CrmInsights.InsightsCard needs the parameter insights.");
    }

    [Fact]
    public void A_uniqueid_without_a_description_is_named()
    {
        using var copy = new SourceCopy();
        var line = copy.Replace(Form, "datafieldname=\"name\"", "datafieldname=\"name\" uniqueid=\"{2c7e5b1e-9c1f-5a0e-8f5e-0d9d41a0b3f1}\"");

        copy.Pack().ShouldContain(problem => problem.File == "CrmInsights/" + Form && problem.Line == line && problem.Message.EndsWith("but no controlDescription is for it."));
    }

    [Fact]
    public void Without_any_built_control_the_packer_says_what_to_build()
    {
        using var copy = new SourceCopy();
        Directory.Delete(copy.Controls, recursive: true);

        copy.Pack().ShouldContain(problem => problem.File == "CrmInsights/solution.xml" && problem.Message.EndsWith("is in no source file and no built control; build Solution/Controls."));
    }
}
