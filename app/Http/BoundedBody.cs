using System.Buffers;
using System.IO.Pipelines;

namespace TfPilot.App.Http;

/// <summary>
/// Reads request bodies unchanged. Memory grows with the bytes received, not with Content-Length, and all requests
/// share one limit, because the sender is not authenticated before the last byte.
/// </summary>
/// <param name="shared">The bytes of memory that all requests together may use beyond the guaranteed share of
/// each.</param>
/// <param name="time">The timeout for reading a body; null means <see cref="MaxTime"/>.</param>
internal sealed class BoundedBody(long shared, TimeSpan? time = null)
{
    public const long SharedBytes = 256 * 1024 * 1024;

    /// <summary>
    /// The guaranteed share of each request, in bytes. Most deliveries fit into it, so large bodies of other senders
    /// cannot block them.
    /// </summary>
    public const int GuaranteedBytes = 64 * 1024;

    /// <summary>
    /// Longer than a sender needs: GitHub waits ten seconds for a response, and a runner sends the largest facts in
    /// less time.
    /// </summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(1);

    private long availableBytes = shared;

    /// <summary>
    /// Reads the body, at most <paramref name="maxBytes"/> bytes. The memory is released when the request ends. A
    /// connection that exceeds the timeout is closed, because an active connection is never evicted.
    /// </summary>
    public async Task<Body> ReadAsync(HttpRequest request, int maxBytes, CancellationToken ct)
    {
        if (request.ContentLength > maxBytes) return new Body.TooLarge();
        var share = new Share(this);
        request.HttpContext.Response.RegisterForDispose(share);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(time ?? MaxTime);
        await using var end = limit.Token.Register(request.HttpContext.Abort);
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(limit.Token);
            var length = read.Buffer.Length;
            // Counted twice, because copying the buffer needs the same memory again.
            Body? rejection = length > maxBytes ? new Body.TooLarge() : share.Resize(2 * length) ? null
                : new Body.Busy();
            if (rejection is not null)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return rejection;
            }

            if (!read.IsCompleted)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var body = read.Buffer.ToArray();
            request.BodyReader.AdvanceTo(read.Buffer.End);
            share.Resize(length);
            return new Body.Complete(body);
        }
    }

    private bool TryReserve(long more)
    {
        if (Interlocked.Add(ref availableBytes, -more) >= 0 || more <= 0) return true;
        Interlocked.Add(ref availableBytes, more);
        return false;
    }

    private sealed class Share(BoundedBody all) : IDisposable
    {
        private long reserved;

        /// <summary>Reserves the memory for a body of this size; false when the shared limit is reached.</summary>
        public bool Resize(long bytes)
        {
            var needed = Math.Max(0, bytes - GuaranteedBytes);
            if (!all.TryReserve(needed - reserved)) return false;
            reserved = needed;
            return true;
        }

        public void Dispose() => Resize(0);
    }
}

/// <summary>The result of reading a body.</summary>
internal abstract record Body
{
    private Body() { }

    public sealed record Complete(byte[] Bytes) : Body;

    public sealed record TooLarge : Body;

    /// <summary>Other requests use the shared memory at the moment.</summary>
    public sealed record Busy : Body;
}
