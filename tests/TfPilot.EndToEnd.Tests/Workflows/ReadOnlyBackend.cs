using System.Net;

namespace TfPilot.EndToEnd.Tests.Workflows;

/// <summary>A backend of Terraform that has no state and accepts none.</summary>
internal sealed class ReadOnlyBackend : IDisposable
{
    private readonly HttpListener listener;

    public ReadOnlyBackend()
    {
        (listener, Url) = FreePort.Listen();
        _ = Task.Run(ServeAsync);
    }

    public string Url { get; }

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            var context = await listener.GetContextAsync();
            context.Response.StatusCode = context.Request.HttpMethod == "GET" ? 404 : 500;
            context.Response.Close();
        }
    }
}
