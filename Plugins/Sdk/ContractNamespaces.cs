namespace Microsoft.Xrm.Sdk;

/// <summary>XML namespaces of the data contracts, by the release that brought them.</summary>
static class ContractNamespaces
{
    public const string V2011 = "http://schemas.microsoft.com/xrm/2011/Contracts";
    public const string V71 = "http://schemas.microsoft.com/xrm/7.1/Contracts";
    public const string V90 = "http://schemas.microsoft.com/xrm/9.0/Contracts";
}
