namespace TfPilot.App.Evidence;

/// <summary>Answers one kind of request of a job.</summary>
internal interface IJobIntake
{
    Task<JobReply> ReceiveAsync(EvidenceRequest request, CancellationToken ct);
}

/// <summary>An endpoint for jobs, which authenticate with their OIDC token.</summary>
internal static class JobEndpoint
{
    public static void Map<TIntake>(IEndpointRouteBuilder routes, string path) where TIntake : IJobIntake =>
        routes.MapPost(path, async context =>
        {
            var intake = context.RequestServices.GetRequiredService<TIntake>();
            var reply = await intake.ReceiveAsync(EvidenceRequest.Of(context), context.RequestAborted);
            await reply.WriteAsync(context, context.RequestAborted);
        });
}
