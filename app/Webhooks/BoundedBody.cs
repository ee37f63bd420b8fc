using System.Buffers;
using System.IO.Pipelines;

namespace TfPilot.App.Webhooks;

/// <summary>The bytes of a body as they came. Memory grows with what arrives, not with what was announced.</summary>
internal static class BoundedBody
{
    /// <summary>Null when there is more than <paramref name="most"/>.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int most, CancellationToken ct)
    {
        if (request.ContentLength > most) return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(ct);
            if (read.Buffer.Length > most) return null;
            if (!read.IsCompleted)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var body = read.Buffer.ToArray();
            request.BodyReader.AdvanceTo(read.Buffer.End);
            return body;
        }
    }
}
