using System.Diagnostics;
using TfPilot.App.Jobs;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Http;
using TfPilot.Storage;

namespace TfPilot.App.Evidence;

/// <summary>
/// Verifies the OIDC token of a job before its request is handled, and turns failures of GitHub into responses.
/// </summary>
internal sealed class JobVerifier(OidcVerifier verifier, ILogger<JobVerifier> log)
{
    private const string Scheme = "Bearer ";

    /// <param name="subject">The name of the request body, for messages.</param>
    public async Task<JobReply> RunAsync(
        string? authorization, string subject, Func<OidcClaims, Task<JobReply>> handle, CancellationToken ct)
    {
        try
        {
            if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
                return JobReply.Unauthorized(
                    "The token is missing; send the job's OIDC token as `Authorization: Bearer …`.");
            return await verifier.VerifyAsync(authorization[Scheme.Length..].Trim(), ct) switch
            {
                OidcVerdict.Verified(var claims) => await HandleAsync(claims, handle),
                OidcVerdict.Refused(_, var why) => JobReply.Unauthorized(why),
                _ => throw new UnreachableException(),
            };
        }
        catch (Exception failure) when (ComputeBudget.IsExceeded(failure))
        {
            return JobReply.Unreadable(
                subject, [new(subject, $"The {subject} were not read, because {failure.Message}.")]);
        }
        catch (GitHubException failure)
        {
            return failure.Kind is GitHubErrorKind.NotFound or GitHubErrorKind.NotPermitted or GitHubErrorKind.Invalid
                or GitHubErrorKind.Disabled
                ? JobReply.Forbidden($"{failure.Message} Is the App installed for this repository?")
                : JobReply.GitHubUnavailable(failure);
        }
    }

    private async Task<JobReply> HandleAsync(OidcClaims claims, Func<OidcClaims, Task<JobReply>> handle)
    {
        using var trace = log.BeginTrace(Correlation.OfRun(claims.RunId, claims.RunAttempt));
        return await handle(claims);
    }
}
