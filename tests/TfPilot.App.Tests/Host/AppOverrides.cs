using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TfPilot.App.Tests.Host;

/// <summary>Replacements of services of the App.</summary>
internal static class AppOverrides
{
    /// <summary>Removes the background jobs: pending work stays until the test runs it.</summary>
    public static void WithoutJobs(IServiceCollection parts)
    {
        foreach (var loop in parts.Where(part => part.ServiceType == typeof(IHostedService)
            && part.ImplementationFactory is not null).ToList()) parts.Remove(loop);
    }
}
