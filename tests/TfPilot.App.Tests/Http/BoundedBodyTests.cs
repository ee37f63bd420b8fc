using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TfPilot.App.Http;

namespace TfPilot.App.Tests.Http;

public sealed class BoundedBodyTests
{
    private const int Large = 3 * BoundedBody.GuaranteedBytes;

    private readonly BoundedBody bodies = new(shared: 6 * BoundedBody.GuaranteedBytes);

    [Fact]
    public async Task A_body_reserves_memory_while_it_arrives_until_its_request_ends()
    {
        var (slow, large, small) = (await Request.OfAsync(Large, isWhole: false), await Request.OfAsync(Large),
            await Request.OfAsync(BoundedBody.GuaranteedBytes / 2));

        var unfinished = bodies.ReadAsync(slow.Http, 2 * Large, default);
        var during = new[] { await bodies.ReadAsync(large.Http, Large, default),
            await bodies.ReadAsync(small.Http, Large, default) };
        await slow.EndAsync();
        await large.EndAsync();
        var after = await bodies.ReadAsync((await Request.OfAsync(Large)).Http, Large, default);

        unfinished.IsCompleted.Should().BeFalse();
        during[0].Should().BeOfType<Body.Busy>();
        during[1].Should().BeOfType<Body.Complete>().Which.Bytes.Should().HaveCount(BoundedBody.GuaranteedBytes / 2);
        after.Should().BeOfType<Body.Complete>().Which.Bytes.Should().HaveCount(Large);
    }

    [Fact]
    public async Task A_body_that_arrives_too_slowly_times_out()
    {
        var hurried = new BoundedBody(shared: 6 * BoundedBody.GuaranteedBytes, time: TimeSpan.FromMilliseconds(50));
        var slow = await Request.OfAsync(Large, isWhole: false);

        var reading = hurried.ReadAsync(slow.Http, 2 * Large, default).WaitAsync(TimeSpan.FromSeconds(10));

        await ((Func<Task>)(() => reading)).Should().ThrowAsync<OperationCanceledException>();
        await slow.EndAsync();
        (await hurried.ReadAsync((await Request.OfAsync(Large)).Http, 2 * Large, default)).Should()
            .BeOfType<Body.Complete>();
    }

    [Fact]
    public async Task A_rejected_body_releases_its_memory_when_its_request_ends()
    {
        foreach (var most in new[] { Large - 1, 10 * Large, Large - 1, 10 * Large })
        {
            var refused = await Request.OfAsync(4 * Large);
            (await bodies.ReadAsync(refused.Http, most, default)).Should().NotBeOfType<Body.Complete>();
            await refused.EndAsync();
        }

        var answer = await bodies.ReadAsync((await Request.OfAsync(Large)).Http, Large, default);

        answer.Should().BeOfType<Body.Complete>();
    }

    /// <summary>A request of which this much has arrived.</summary>
    private sealed class Request : HttpResponseFeature, IRequestBodyPipeFeature
    {
        private readonly Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 0));
        private readonly Stack<Func<Task>> ends = [];
        private readonly DefaultHttpContext context = new();

        private Request()
        {
            context.Features.Set<IHttpResponseFeature>(this);
            context.Features.Set<IRequestBodyPipeFeature>(this);
        }

        public HttpRequest Http => context.Request;

        public PipeReader Reader => pipe.Reader;

        public static async Task<Request> OfAsync(int bytes, bool isWhole = true)
        {
            var request = new Request();
            await request.pipe.Writer.WriteAsync(new byte[bytes]);
            if (isWhole) await request.pipe.Writer.CompleteAsync();
            return request;
        }

        public override void OnCompleted(Func<object, Task> callback, object state) => ends.Push(() => callback(state));

        public async Task EndAsync()
        {
            while (ends.TryPop(out var end)) await end();
        }
    }
}
