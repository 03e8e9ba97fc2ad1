using System;

namespace Microsoft.Xrm.Sdk;

/// <summary>A class that the platform calls at a step. Instances are shared between calls.</summary>
public interface IPlugin
{
    void Execute(IServiceProvider serviceProvider);
}
