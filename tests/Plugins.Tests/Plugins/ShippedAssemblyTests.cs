using CrmInsights.Plugins.Tests.Sdk;
using Mono.Cecil;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class ShippedAssemblyTests : IDisposable
{
    readonly AssemblyDefinition _shipped = AssemblyDefinition.ReadAssembly(Checkout.Plugins);

    public void Dispose() => _shipped.Dispose();

    [Fact]
    public void The_assembly_under_test_is_the_one_that_ships() =>
        File.ReadAllBytes(typeof(ForwardOrder).Assembly.Location).ShouldBe(File.ReadAllBytes(Checkout.Plugins));

    [Fact]
    public void It_is_built_for_the_framework_that_plug_ins_run_on() =>
        _shipped.CustomAttributes.Single(attribute => attribute.AttributeType.Name == "TargetFrameworkAttribute").ConstructorArguments[0].Value
            .ShouldBe(".NETFramework,Version=v4.6.2");

    [Fact]
    public void It_is_strong_named_under_a_version_that_stays()
    {
        _shipped.MainModule.Attributes.HasFlag(ModuleAttributes.StrongNameSigned).ShouldBeTrue();
        _shipped.Name.FullName.ShouldBe("CrmInsights.Plugins, Version=1.0.0.0, Culture=neutral, PublicKeyToken=08f2470ae5c10f1a");
    }

    [Fact]
    public void It_needs_nothing_but_the_framework_and_the_SDK() =>
        _shipped.MainModule.AssemblyReferences.Select(reference => reference.Name)
            .ShouldBe(["mscorlib", "System", "System.Core", "System.Runtime.Serialization", "Microsoft.Xrm.Sdk"], ignoreOrder: true);

    [Fact]
    public void It_binds_to_the_SDK_inside_Dataverse() =>
        _shipped.MainModule.AssemblyReferences.Single(reference => reference.Name == "Microsoft.Xrm.Sdk").FullName
            .ShouldBe("Microsoft.Xrm.Sdk, Version=9.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35");

    [Fact]
    public void Every_member_of_the_SDK_that_it_calls_is_claimed()
    {
        var claimed = string.Join('\n', File.ReadLines(Checkout.ClaimedSurface));
        var called = _shipped.MainModule.GetMemberReferences()
            .Where(member => member.DeclaringType.GetElementType().Scope.Name == "Microsoft.Xrm.Sdk")
            .Select(member => $"{TypeText.NameOf(member.DeclaringType.GetElementType())}::{AccessorsOwner(member.Name)}");

        called.ShouldNotBeEmpty();
        called.Where(member => !claimed.Contains(member, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_step_class_can_be_registered() =>
        _shipped.MainModule.Types.Where(type => type is { IsPublic: true, IsAbstract: false }).Select(type => type.Name)
            .ShouldBe(
                [
                    "ForwardAccount", "ForwardContact", "ForwardOffer", "ForwardOrder", "ForwardOrderLine", "ForwardScoreRequest", "GuardScores", "RecordOutcome", "RequestScore",
                    "StartPlay", "StartPlays",
                ],
                ignoreOrder: true);

    static string AccessorsOwner(string name) => name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal) ? name[4..] : name;
}
