using System.Net;
using TfPilot.Storage.Tests;

namespace TfPilot.EndToEnd.Tests;

/// <summary>Listens on a free port.</summary>
internal static class FreePort
{
    private const int Attempts = 10;

    /// <returns>The started listener and its address, which ends with a slash.</returns>
    public static (HttpListener Listener, string Address) Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            var address = $"http://127.0.0.1:{PostgresServer.FreePort()}/";
            var listener = new HttpListener { Prefixes = { address } };
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (attempt < Attempts)
            {
                listener.Close(); // Another process took the port in the meantime.
            }
        }
    }
}
