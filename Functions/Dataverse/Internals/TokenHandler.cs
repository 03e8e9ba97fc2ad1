using System.Net.Http.Headers;
using Azure.Core;

namespace CrmInsights.Dataverse.Internals;

/// <summary>Adds the access token of the environment to every request. The credential caches it.</summary>
sealed class TokenHandler(TokenCredential credential, Uri environment, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    readonly TokenRequestContext _scope = new([environment.GetLeftPart(UriPartial.Authority) + "/.default"]);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await credential.GetTokenAsync(_scope, cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
