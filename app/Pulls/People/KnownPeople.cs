using System.Collections.Concurrent;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// What GitHub said of people lately. It counts for a minute, and not after a webhook told any instance that people came or went, whatever is
/// counted here: an approval of somebody who left must not outlive that.
/// </summary>
internal sealed class KnownPeople(InstallationStore installations, TimeProvider clock)
{
    private const int Most = 10_000;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(long Installation, string Question), (object Answer, long Version, DateTimeOffset Until)> answers = [];

    /// <summary>To be asked before GitHub is: an answer is as old as its question.</summary>
    public Task<long> VersionAsync(long installation, CancellationToken ct) => installations.PeopleAsync(installation, ct);

    public async Task<T> OfAsync<T>(long installation, long version, string question, Func<Task<T>> ask) where T : notnull
    {
        var (key, now) = ((installation, question), clock.GetUtcNow());
        if (answers.TryGetValue(key, out var known) && known.Version == version && now < known.Until) return (T)known.Answer;
        var answer = await ask();
        if (answers.Count >= Most) answers.Clear();
        answers[key] = (answer, version, now + Life);
        return answer;
    }
}
