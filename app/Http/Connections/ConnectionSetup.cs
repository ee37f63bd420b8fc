using Microsoft.AspNetCore.Connections;

namespace TfPilot.App.Http;

/// <summary>Installs the connection gate in front of the server.</summary>
internal static class ConnectionSetup
{
    public static WebApplicationBuilder AddConnectionLimits(this WebApplicationBuilder builder)
    {
        var limits = new ConnectionLimits();
        builder.Services.AddSingleton(limits).AddSingleton<ConnectionGate>();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Limits.RequestHeadersTimeout = limits.HeadersTimeout;
            server.ConfigureEndpointDefaults(endpoint => endpoint.Use(next =>
            {
                var gate = server.ApplicationServices.GetRequiredService<ConnectionGate>();
                return connection => gate.ServeAsync(connection, next);
            }));
        });
        return builder;
    }

    /// <summary>Must be the first middleware, so that every request is counted.</summary>
    /// <param name="deliveries">The webhook path, whose requests have reserved connections.</param>
    public static IApplicationBuilder UseConnectionLimits(this WebApplication app, string deliveries)
    {
        var gate = app.Services.GetRequiredService<ConnectionGate>();
        return app.Use(async (context, next) =>
        {
            var (connection, isDelivery) = (context.Features.Get<ServedConnection>(),
                IsDelivery(context.Request.Path, deliveries));
            if (!gate.TryEnter(connection, isDelivery))
            {
                context.Response.Headers.RetryAfter = "5";
                await TypedResults.Problem("The remaining connections are reserved for deliveries.",
                    statusCode: StatusCodes.Status503ServiceUnavailable, title: "Too many requests at once")
                        .ExecuteAsync(context);
                return;
            }

            try
            {
                await next(context);
            }
            finally
            {
                gate.End(connection, isDelivery);
            }
        });
    }

    /// <summary>
    /// Compares only the end of the path, because under Azure Functions it begins with the path base.
    /// </summary>
    private static bool IsDelivery(PathString path, string deliveries) =>
        path.Value?.EndsWith(deliveries, StringComparison.Ordinal) == true;
}
