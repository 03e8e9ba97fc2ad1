using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>Ends the operation of a synchronous step, or the job of an asynchronous one, with a message for a person.</summary>
[Serializable]
public sealed class InvalidPluginExecutionException : Exception, ISerializable
{
    const int IsvAborted = unchecked((int)0x80040265);

    public InvalidPluginExecutionException()
    {
    }

    public InvalidPluginExecutionException(string message) : base(message)
    {
    }

    public InvalidPluginExecutionException(string message, Exception exception) : base(message, exception)
    {
    }

    public InvalidPluginExecutionException(OperationStatus status) => Status = status;

    public InvalidPluginExecutionException(OperationStatus status, string message) : base(message) => Status = status;

    public InvalidPluginExecutionException(OperationStatus status, int errorCode, string message) : this(status, message) => ErrorCode = errorCode;

    public int ErrorCode { get; } = IsvAborted;

    public OperationStatus Status { get; }
}
