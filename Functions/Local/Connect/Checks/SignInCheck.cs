using System.Net;
using Azure.Identity;
using CrmInsights.Dataverse;

namespace CrmInsights.Local.Connect.Checks;

/// <summary>Whether the environment answers and knows who asks.</summary>
sealed class SignInCheck : ICheck
{
    const string OwnAddress = "Give the address of the environment itself, such as https://contoso.crm4.dynamics.com; the Power Platform admin center shows it.";

    public string Subject => "Sign-in";

    public async Task<IReadOnlyList<Finding>> RunAsync(ConnectTarget target, CancellationToken cancellation)
    {
        try
        {
            var identity = await target.Dataverse.WhoAmIAsync(cancellation);
            return [Finding.Ok(Subject, $"organisation {identity.OrganizationId}, user {identity.UserId}.")];
        }
        catch (AuthenticationFailedException refusal)
        {
            return [Finding.Problem(Subject, $"Microsoft Entra refused: {refusal.Message}",
                "Sign in with `az login`, use --device-code, or give tenant, client id and secret of an app registration (docs/install.md).")];
        }
        catch (DataverseException refusal)
        {
            return [Finding.Problem(Subject, refusal.Message, Advice(refusal.Status))];
        }
        catch (InvalidDataException stranger)
        {
            return [Finding.Problem(Subject, stranger.Message, OwnAddress)];
        }
    }

    static string Advice(HttpStatusCode? status) => status switch
    {
        null => "Check --url; the Power Platform admin center shows the address of every environment.",
        HttpStatusCode.Unauthorized => "Check tenant, client id and secret, or sign in as a user of this environment.",
        HttpStatusCode.Forbidden => "Add the user or application user to this environment, with the role System Administrator for the time of the installation.",
        _ => OwnAddress,
    };
}
