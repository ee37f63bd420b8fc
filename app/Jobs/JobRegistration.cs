using TfPilot.Storage;

namespace TfPilot.App.Jobs;

/// <summary>Registers the background jobs.</summary>
internal static class JobRegistration
{
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<Signals>()
        .AddSingleton<ScanStore>()
        .AddSingleton<ScanSchedule>()
        .AddSingleton<DatabaseHealth>()
        .AddSingleton<TimerRun>();

    /// <summary>Registers a job that always runs in its own loop, because its work is urgent.</summary>
    public static IServiceCollection AddQueueWorker<T>(this IServiceCollection services)
        where T : class, IBackgroundJob => services.AddJob<T>().AddLoop<T>();

    /// <param name="timerOnly">Under Azure Functions only the timer starts this work: the program may be idle for long
    /// periods between deliveries.</param>
    public static IServiceCollection AddPeriodicJob<T>(this IServiceCollection services, bool timerOnly)
        where T : class, IBackgroundJob =>
        timerOnly ? services.AddJob<T>() : services.AddJob<T>().AddLoop<T>();

    private static IServiceCollection AddJob<T>(this IServiceCollection services) where T : class, IBackgroundJob =>
        services
        .AddSingleton<T>()
        .AddSingleton<IBackgroundJob>(known => known.GetRequiredService<T>());

    private static IServiceCollection AddLoop<T>(this IServiceCollection services) where T : class, IBackgroundJob =>
        services.AddSingleton<IHostedService>(
            known => ActivatorUtilities.CreateInstance<WorkLoop>(known, known.GetRequiredService<T>()));
}
