namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>What a request asks for.</summary>
/// <param name="Writes">True when it must run in a writing transaction.</param>
/// <param name="Run">Does it in the call's session; every fault is an exception, so that the transaction is undone.</param>
sealed record Operation(bool Writes, Func<Call, WebApiResponse> Run)
{
    public static Operation Read(Func<Call, WebApiResponse> run) => new(false, run);

    public static Operation Write(Func<Call, WebApiResponse> run) => new(true, run);
}
