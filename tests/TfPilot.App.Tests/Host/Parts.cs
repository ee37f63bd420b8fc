using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TfPilot.App.Tests.Host;

/// <summary>What a test changes of the App's parts.</summary>
internal static class Parts
{
    /// <summary>No loop runs: what there is to do stays until the test does it.</summary>
    public static void WithoutWork(IServiceCollection parts)
    {
        foreach (var loop in parts.Where(part => part.ServiceType == typeof(IHostedService)
            && part.ImplementationFactory is not null).ToList()) parts.Remove(loop);
    }
}
