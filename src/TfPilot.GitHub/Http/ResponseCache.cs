namespace TfPilot.GitHub.Http;

/// <summary>
/// Caches the last responses with their ETags: GitHub does not count "304 Not Modified" against the rate limit.
/// Bounded; evicts the oldest first.
/// </summary>
internal sealed class ResponseCache
{
    private const int Capacity = 64;
    private const int MaxBodyBytes = 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<(Uri, string), GitHubResponse> answers = [];
    private readonly Queue<(Uri, string)> order = [];

    public GitHubResponse? Find(GitHubRequest request)
    {
        if (request.Method != HttpMethod.Get) return null;
        lock (gate) return answers.GetValueOrDefault(Key(request));
    }

    public void Store(GitHubRequest request, GitHubResponse answer)
    {
        if (request.Method != HttpMethod.Get || answer.Header("ETag") is null || answer.Body.Length > MaxBodyBytes)
            return;
        lock (gate)
        {
            if (!answers.ContainsKey(Key(request))) order.Enqueue(Key(request));
            answers[Key(request)] = answer;
            if (order.Count > Capacity) answers.Remove(order.Dequeue());
        }
    }

    private static (Uri, string) Key(GitHubRequest request) => (request.Address, request.Accept);
}
