using TfPilot.Storage;

namespace TfPilot.App.Jobs;

/// <summary>What runs background jobs.</summary>
internal static class JobsSetup
{
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<Signals>()
        .AddSingleton<ScanStore>()
        .AddSingleton<ScanSchedule>()
        .AddSingleton<DatabaseHealth>()
        .AddSingleton<Rounds>();

    public static IServiceCollection AddUrgent<T>(this IServiceCollection services) where T : class, IDrain => services.AddDrain<T>().AddLoop<T>();

    /// <param name="timerOnly">Under Functions its timer alone thinks of it: the program may sleep for long, and wakes to deliver.</param>
    public static IServiceCollection AddSlow<T>(this IServiceCollection services, bool timerOnly) where T : class, IDrain =>
        timerOnly ? services.AddDrain<T>() : services.AddDrain<T>().AddLoop<T>();

    private static IServiceCollection AddDrain<T>(this IServiceCollection services) where T : class, IDrain => services
        .AddSingleton<T>()
        .AddSingleton<IDrain>(known => known.GetRequiredService<T>());

    private static IServiceCollection AddLoop<T>(this IServiceCollection services) where T : class, IDrain =>
        services.AddSingleton<IHostedService>(known => ActivatorUtilities.CreateInstance<WorkLoop>(known, known.GetRequiredService<T>()));
}
