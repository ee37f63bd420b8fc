using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Grpc.Core;
using TfPilot.EndToEnd.Tests.Functions.Rpc;

namespace TfPilot.EndToEnd.Tests.Functions;

/// <summary>The host's side of the message stream to its single worker.</summary>
internal sealed class WorkerChannel : FunctionRpc.FunctionRpcBase
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(60);

    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> asked = [];
    private readonly TaskCompletionSource<string> connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<RpcLog> logs = [];

    /// <summary>The id that the worker sends when it connects.</summary>
    public Task<string> Connected => connected.Task;

    public IReadOnlyCollection<RpcLog> Logs => logs;

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context)
    {
        var sending = SendAllAsync(responseStream, context.CancellationToken);
        try
        {
            while (await requestStream.MoveNext(context.CancellationToken)) Receive(requestStream.Current);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
        }

        foreach (var answer in asked.Values) answer.TrySetException(new IOException("the worker closed its stream"));
        outgoing.Writer.TryComplete();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Sends a message and returns the worker's response.</summary>
    public async Task<StreamingMessage> AskAsync(StreamingMessage message)
    {
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        message.RequestId = Guid.NewGuid().ToString();
        asked[message.RequestId] = answer;
        Send(message);
        return await answer.Task.WaitAsync(AnswerTimeout);
    }

    public async Task LoggedAsync(string beginning)
    {
        var began = Stopwatch.GetTimestamp();
        while (!logs.Any(log => log.Message.StartsWith(beginning, StringComparison.Ordinal)))
        {
            if (Stopwatch.GetElapsedTime(began) > AnswerTimeout)
                throw new TimeoutException($"the worker never logged '{beginning}'");
            await Task.Delay(10);
        }
    }

    public void Send(StreamingMessage message) => outgoing.Writer.TryWrite(message);

    private async Task SendAllAsync(IServerStreamWriter<StreamingMessage> worker, CancellationToken ct)
    {
        await foreach (var message in outgoing.Reader.ReadAllAsync(ct)) await worker.WriteAsync(message, ct);
    }

    private void Receive(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.StartStream)
            connected.TrySetResult(message.StartStream.WorkerId);
        else if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog) logs.Enqueue(message.RpcLog);
        else if (asked.TryRemove(message.RequestId, out var answer)) answer.TrySetResult(message);
    }
}
