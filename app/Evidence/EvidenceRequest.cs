using Microsoft.AspNetCore.Http.Features;
using TfPilot.App.Http;

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
}
