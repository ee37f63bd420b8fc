using System.Security.Cryptography;
using System.Text;

namespace TfPilot.App.Hosting;

/// <summary>
/// The one-time code that the program prints, so that only a reader of its output can create the App. Wrong guesses are
/// rate limited but never block the right code, so that others cannot lock the operator out.
/// </summary>
internal sealed class SetupCode(TimeProvider clock)
{
    public const int MaxFailuresPerMinute = 5;

    private const int Length = 20;

    /// <summary>Letters and digits that are not easily confused.</summary>
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Queue<DateTimeOffset> failures = [];
    private bool isUsed;

    public string Text { get; } = RandomNumberGenerator.GetString(Alphabet, Length);

    public SetupCodeResult Try(string? entered)
    {
        lock (gate)
        {
            if (isUsed) return SetupCodeResult.Used;
            if (CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(entered?.Trim() ?? ""), Encoding.UTF8.GetBytes(Text)))
                return SetupCodeResult.Correct;
            var now = clock.GetUtcNow();
            while (failures.TryPeek(out var first) && now - first >= Window) failures.Dequeue();
            if (failures.Count >= MaxFailuresPerMinute) return SetupCodeResult.TooManyWrong;
            failures.Enqueue(now);
            return SetupCodeResult.Wrong;
        }
    }

    public void MarkUsed()
    {
        lock (gate) isUsed = true;
    }
}

/// <summary>The result of checking a code.</summary>
internal enum SetupCodeResult
{
    Correct,
    Wrong,

    /// <summary>Too many wrong codes were entered recently.</summary>
    TooManyWrong,

    /// <summary>The code was already used to create an App.</summary>
    Used,
}
