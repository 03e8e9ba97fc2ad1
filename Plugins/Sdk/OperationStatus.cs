namespace Microsoft.Xrm.Sdk;

/// <summary>What the platform is to do with the job whose plug-in failed.</summary>
public enum OperationStatus
{
    Failed = 0,
    Canceled = 1,
    Retry = 2,
    Suspended = 3,
    Succeeded = 4,
}
