using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using TfPilot.App.Http;
using TfPilot.App.Jobs;

namespace TfPilot.App.Evidence;

/// <summary>
/// The request of a job. The pull request and head are used only for manually started runs, whose token does not name
/// them.
/// </summary>
/// <param name="ReadAsync">Reads the body, up to the given number of bytes. Nothing is read before this is
/// called.</param>
internal sealed record EvidenceRequest(string? Authorization, Func<int, CancellationToken, Task<Body>> ReadAsync)
{
    public string? Pull { get; init; }

    public string? Head { get; init; }

    /// <summary>
    /// The intake enforces its own size limit and returns problem details instead of closing the connection.
    /// </summary>
    public static EvidenceRequest Of(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        var (request, bodies) = (context.Request, context.RequestServices.GetRequiredService<BoundedBody>());
        return new(request.Headers.Authorization, (maxBytes, reading) => bodies.ReadAsync(request, maxBytes, reading))
        {
            Pull = request.Query["pull"],
            Head = request.Query["head"],
        };
    }

    /// <summary>Reads the body and answers it within the limits of a request.</summary>
    /// <param name="subject">The name of the body, for messages.</param>
    public async Task<JobReply> AnswerAsync(
        string subject, int maxBytes, Func<byte[], Task<JobReply>> answer, CancellationToken ct) =>
        await ReadAsync(maxBytes, ct) switch
        {
            Body.Complete(var bytes) => await ComputeBudget.RunAsync(
                ComputeBudget.ForRequest, () => answer(bytes), ct),
            Body.TooLarge => JobReply.TooLarge(subject, maxBytes),
            Body.Busy => JobReply.Busy(),
            _ => throw new UnreachableException(),
        };
}
