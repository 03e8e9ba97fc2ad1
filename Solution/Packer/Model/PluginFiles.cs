using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Model;

/// <summary>What the sources say about plug-ins: the declaration of the assembly and the table of its steps.</summary>
sealed record PluginFiles(SourceFile Assembly, SourceFile StepTable);
