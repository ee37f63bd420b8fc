namespace TfPilot.App.Http;

/// <summary>What limits requests.</summary>
internal static class HttpRegistration
{
    public static IServiceCollection AddHttp(this IServiceCollection services) => services
        .AddSingleton(new BoundedBody(BoundedBody.Shared))
        .AddSingleton<QuestionLimits>();
}
