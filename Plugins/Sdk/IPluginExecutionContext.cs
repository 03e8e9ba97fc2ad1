namespace Microsoft.Xrm.Sdk;

/// <summary>The operation that a plug-in runs in and where in it.</summary>
public interface IPluginExecutionContext : IExecutionContext
{
    /// <summary>10 pre-validation, 20 pre-operation, 40 post-operation.</summary>
    int Stage { get; }

    IPluginExecutionContext ParentContext { get; }
}
