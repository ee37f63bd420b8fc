using System.Security.Cryptography;
using System.Text;

namespace TfPilot.App.Hosting;

/// <summary>
/// What proves that somebody reads this program's output. The right code is always accepted until it is spent, so that
/// the wrong ones of others cannot use it up; guessing it is hopeless, and wrong ones are limited by time.
/// </summary>
internal sealed class SetupCode(TimeProvider clock)
{
    public const int WrongTriesPerMinute = 5;

    private const int Length = 20;

    /// <summary>Letters and digits that nobody confuses.</summary>
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Queue<DateTimeOffset> wrong = [];
    private bool isSpent;

    public string Text { get; } = RandomNumberGenerator.GetString(Alphabet, Length);

    public SetupCodeAnswer Try(string? given)
    {
        lock (gate)
        {
            if (isSpent) return SetupCodeAnswer.Spent;
            if (CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(given?.Trim() ?? ""), Encoding.UTF8.GetBytes(Text)))
                return SetupCodeAnswer.Right;
            var now = clock.GetUtcNow();
            while (wrong.TryPeek(out var first) && now - first >= Window) wrong.Dequeue();
            if (wrong.Count >= WrongTriesPerMinute) return SetupCodeAnswer.TooManyWrong;
            wrong.Enqueue(now);
            return SetupCodeAnswer.Wrong;
        }
    }

    public void Spend()
    {
        lock (gate) isSpent = true;
    }
}

/// <summary>What a code is worth.</summary>
internal enum SetupCodeAnswer
{
    Right,
    Wrong,

    /// <summary>Of wrong ones there were too many lately.</summary>
    TooManyWrong,

    /// <summary>It has made its App.</summary>
    Spent,
}
