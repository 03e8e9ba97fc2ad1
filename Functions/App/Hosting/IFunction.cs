namespace CrmInsights.App.Hosting;

/// <summary>One function of the app. The name of the class is the name of its folder with function.json.</summary>
interface IFunction
{
    Task<FunctionAnswer> RunAsync(Invocation call, CancellationToken cancellation);
}
