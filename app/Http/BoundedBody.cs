using System.Buffers;
using System.IO.Pipelines;

namespace TfPilot.App.Http;

/// <summary>
/// The bodies of requests, byte by byte as they came. Memory grows with what arrives, not with what was announced, and
/// all requests share it: who sends is not known before the last byte.
/// </summary>
/// <param name="shared">The bytes that all requests together may hold beyond what each may hold anyway.</param>
/// <param name="time">How long a body may take; null is <see cref="MaxTime"/>.</param>
internal sealed class BoundedBody(long shared, TimeSpan? time = null)
{
    public const long Shared = 256 * 1024 * 1024;

    /// <summary>
    /// What every request may hold. Most deliveries are smaller, so nobody's large bodies keep them away.
    /// </summary>
    public const int Own = 64 * 1024;

    /// <summary>
    /// GitHub waits ten seconds for an answer, and a runner sends the largest facts in less than this.
    /// </summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(1);

    private long left = shared;

    /// <summary>
    /// What is held of it is given back when the request ends. A connection over which it does not come in time is
    /// closed, because one that is at work makes no room for others.
    /// </summary>
    public async Task<Body> ReadAsync(HttpRequest request, int most, CancellationToken ct)
    {
        if (request.ContentLength > most) return new Body.TooLarge();
        var held = new Share(this);
        request.HttpContext.Response.RegisterForDispose(held);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(time ?? MaxTime);
        await using var end = limit.Token.Register(request.HttpContext.Abort);
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(limit.Token);
            var length = read.Buffer.Length;
            // Twice, for the moment in which it is copied.
            Body? refused = length > most ? new Body.TooLarge() : held.Resize(2 * length) ? null : new Body.Busy();
            if (refused is not null)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return refused;
            }

            if (!read.IsCompleted)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var body = read.Buffer.ToArray();
            request.BodyReader.AdvanceTo(read.Buffer.End);
            held.Resize(length);
            return new Body.Whole(body);
        }
    }

    private bool Take(long more)
    {
        if (Interlocked.Add(ref left, -more) >= 0 || more <= 0) return true;
        Interlocked.Add(ref left, more);
        return false;
    }

    private sealed class Share(BoundedBody all) : IDisposable
    {
        private long taken;

        /// <summary>Makes it as large as that many bytes need; false when so much is not left.</summary>
        public bool Resize(long bytes)
        {
            var needed = Math.Max(0, bytes - Own);
            if (!all.Take(needed - taken)) return false;
            taken = needed;
            return true;
        }

        public void Dispose() => Resize(0);
    }
}

/// <summary>What came of a body.</summary>
internal abstract record Body
{
    private Body() { }

    public sealed record Whole(byte[] Bytes) : Body;

    public sealed record TooLarge : Body;

    /// <summary>Others hold too much at this moment.</summary>
    public sealed record Busy : Body;
}
