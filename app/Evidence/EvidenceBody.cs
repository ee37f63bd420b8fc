namespace TfPilot.App.Evidence;

/// <summary>The body of a request, never more of it than is allowed.</summary>
internal static class EvidenceBody
{
    /// <param name="announced">What the sender says it is; it may say nothing, or lie.</param>
    /// <returns>Null when there is more than that.</returns>
    public static async Task<byte[]?> ReadAsync(Stream body, long? announced, int most, CancellationToken ct)
    {
        if (announced > most) return null;
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int count; (count = await body.ReadAsync(buffer, ct)) > 0;)
        {
            if (read.Length + count > most) return null;
            read.Write(buffer.AsSpan(0, count));
        }

        return read.ToArray();
    }
}
