namespace TfPilot.App.Http;

/// <summary>Registers the request limits.</summary>
internal static class HttpRegistration
{
    public static IServiceCollection AddHttp(this IServiceCollection services) => services
        .AddSingleton(new BoundedBody(BoundedBody.SharedBytes))
        .AddSingleton<QuestionLimits>()
        .AddSingleton<CallerAccess>();
}
